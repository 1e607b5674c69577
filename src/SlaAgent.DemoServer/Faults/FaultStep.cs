namespace SlaAgent.DemoServer.Faults;

/// <summary>One step of a fault script.</summary>
/// <param name="Duration">How long the faults stay in force; more than zero.</param>
/// <param name="Description">What happens, for people.</param>
/// <param name="Faults">The faults in force.</param>
public sealed record FaultStep(TimeSpan Duration, string Description, FaultSet Faults);
