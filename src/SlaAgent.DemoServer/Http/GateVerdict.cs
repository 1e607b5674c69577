namespace SlaAgent.DemoServer.Http;

/// <summary>What the faults leave of an inference: nothing to answer, an error status, or neither.</summary>
internal readonly record struct GateVerdict(bool Gone, int? ErrorStatus);
