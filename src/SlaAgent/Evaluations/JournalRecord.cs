namespace SlaAgent.Evaluations;

/// <summary>One line of a journal.</summary>
/// <param name="Kind">As written: <c>H</c>, <c>A</c>, <c>P</c>, <c>F</c> or <c>X</c>; the default for none.</param>
/// <param name="Index">The example; 0 where it is of none.</param>
internal readonly record struct JournalRecord(char Kind, int Index)
{
    /// <summary>Of <c>H</c>.</summary>
    public JournalHeader? Header { get; init; }

    /// <summary>Of <c>P</c> and <c>F</c>.</summary>
    public ExampleOutcome Outcome { get; init; }

    /// <summary>Of <c>X</c>.</summary>
    public string? Reason { get; init; }
}
