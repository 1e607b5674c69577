using System.Globalization;

namespace SlaAgent.Ledger;

/// <summary>What could be carried over from a damaged database, and what could not.</summary>
/// <param name="Incidents">Incidents, open and ended.</param>
/// <param name="Deliveries">How far deliveries had come.</param>
/// <param name="Held">Results held in drains.</param>
/// <param name="Evaluations">Runs of evaluations.</param>
/// <param name="Entries">Entries of the record.</param>
/// <param name="Slots">Slots of counts.</param>
/// <param name="Unreadable">Rows that were found and made no sense.</param>
/// <param name="Broken">Tables of which a part could not be reached.</param>
internal readonly record struct SalvageSummary(int Incidents, int Deliveries, int Held, int Evaluations, int Entries, int Slots, int Unreadable, IReadOnlyList<string> Broken)
{
    /// <summary>Nothing could be read.</summary>
    public static SalvageSummary Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0, ["everything"]);

    /// <inheritdoc />
    public override string ToString()
    {
        var carried = string.Create(CultureInfo.InvariantCulture, $"{Incidents} incidents, {Deliveries} deliveries, {Held} held results, {Evaluations} runs of evaluations, {Entries} entries of the record and {Slots} slots of counts");
        var lost = Broken.Count == 0 && Unreadable == 0 ? "nothing"
            : string.Create(CultureInfo.InvariantCulture, $"{Unreadable} rows{(Broken.Count == 0 ? "" : " and parts of: " + string.Join(", ", Broken))}");
        return $"carried over: {carried}; lost: {lost}";
    }
}
