namespace SlaAgent.Core.Contracts;

/// <summary>Environment variables by which a platform tells where its model server is.</summary>
/// <param name="Port">Holds the port on this machine.</param>
/// <param name="HealthPath">Holds the path of the health question.</param>
/// <param name="InferencePath">Holds the path of inference.</param>
public sealed record PresetVariables(string Port, string HealthPath, string InferencePath);
