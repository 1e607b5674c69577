using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Http;

/// <summary>Routes whose errors have one form.</summary>
internal sealed record RouteGroup(ErrorForm Errors, ImmutableArray<Route> Routes);
