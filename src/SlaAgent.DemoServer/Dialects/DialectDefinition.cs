using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Metrics;

namespace SlaAgent.DemoServer.Dialects;

/// <summary>What makes a dialect.</summary>
/// <param name="Routes">What it answers, by groups that have one form of errors.</param>
/// <param name="Metrics">Its metrics page; null where the real server has none.</param>
/// <param name="PrefixCache">Whether the real server has a prefix cache that is on by default.</param>
internal sealed record DialectDefinition(Func<ServerParts, ImmutableArray<RouteGroup>> Routes, MetricsPage? Metrics = null, bool PrefixCache = false)
{
    /// <summary>What stands before the server, over HTTP and gRPC: it says whether a request goes on, and has answered where it does not. Null for nothing.</summary>
    public Func<HttpContext, bool>? Front { get; init; }
}
