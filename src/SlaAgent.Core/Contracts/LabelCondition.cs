namespace SlaAgent.Core.Contracts;

/// <summary>What must hold of a series' label. A label that a series lacks counts as empty, as in PromQL.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Values">Whole values.</param>
/// <param name="Beginnings">Beginnings of values.</param>
/// <param name="Negated">Whether the value may be none of them, rather than must be one.</param>
public sealed record LabelCondition(string Label, EquatableArray<string> Values, EquatableArray<string> Beginnings = default, bool Negated = false)
{
    /// <summary>As PromQL would write it, for people.</summary>
    public override string ToString()
    {
        var values = string.Join('|', Values.Concat(Beginnings.Select(beginning => beginning + ".*")));
        return (Beginnings.Count > 0 || Values.Count > 1, Negated) switch
        {
            (true, false) => $"{Label}=~\"{values}\"",
            (true, true) => $"{Label}!~\"{values}\"",
            (false, false) => $"{Label}=\"{values}\"",
            (false, true) => $"{Label}!=\"{values}\"",
        };
    }
}
