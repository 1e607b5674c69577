namespace SlaAgent.ModelServers.Detection;

/// <summary>The paths by which Vertex AI asks its containers, where the environment names them: the wire has no mark of it.</summary>
/// <param name="HealthPath">Path of the health question.</param>
/// <param name="IsAddressed">Whether the address came from the platform too, so that nothing else is meant.</param>
public sealed record PlatformRoutes(string HealthPath, bool IsAddressed)
{
    /// <summary>How it is known.</summary>
    internal Signature Signature => new("vertex", $"the path of AIP_HEALTH_ROUTE answers, {HealthPath}", [new(HealthPath) { Statuses = [200, 503] }]);
}
