namespace SlaAgent.DemoServer.Http;

/// <summary>Who answers a request.</summary>
/// <param name="Route">The route; null when there is none.</param>
/// <param name="Errors">The form of errors.</param>
/// <param name="Problem">What to say when there is none.</param>
/// <param name="Model">The model in the path.</param>
/// <param name="Version">The version in the path.</param>
internal sealed record RouteMatch(Route? Route, ErrorForm Errors, Problem Problem, string? Model, string? Version);
