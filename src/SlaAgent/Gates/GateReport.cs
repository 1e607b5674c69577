namespace SlaAgent.Gates;

/// <summary>What the agent says of the gates that were asked for, all together.</summary>
/// <param name="Gates">Each of them.</param>
/// <param name="Nothing">What to say where there is none.</param>
/// <param name="WithoutGates">How it is where there is none.</param>
internal sealed record GateReport(IReadOnlyList<GateReading> Gates, string Nothing = "", GateState WithoutGates = GateState.Open)
{
    /// <summary>Closed where any gate is; unknown where none is closed and of one nobody can say.</summary>
    public GateState State =>
        Gates.Count == 0 ? WithoutGates
        : Gates.Any(gate => gate.State == GateState.Closed) ? GateState.Closed
        : Gates.Any(gate => gate.State == GateState.Unknown) ? GateState.Unknown
        : GateState.Open;

    /// <summary>Why, in one line.</summary>
    public string Reason
    {
        get
        {
            var state = State;
            var reasons = Gates.Where(gate => gate.State == state && gate.Reason.Length > 0).Select(gate => $"{gate.Agreement}: {gate.Reason}").ToList();
            return reasons.Count > 0 ? string.Join("; ", reasons)
                : Gates.Count > 0 ? $"no breach of {string.Join(", ", Gates.Select(gate => gate.Agreement))} goes on"
                : Nothing;
        }
    }
}
