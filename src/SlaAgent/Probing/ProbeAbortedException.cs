namespace SlaAgent.Probing;

/// <summary>Tells the HTTP stack that a connection cannot be had; the reason is already recorded as the attempt's failure.</summary>
internal sealed class ProbeAbortedException(string message) : IOException(message);
