namespace SlaAgent.Core.Contracts;

/// <summary>An assertion about one value of a JSON body. Exactly one of the three tests is set.</summary>
/// <param name="Path">JSON path: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[index]</c> (negative from the end).</param>
/// <param name="EqualTo">JSON text the value must equal (numbers by value, objects by members).</param>
/// <param name="Near">Number the value must be within <paramref name="Tolerance"/> of.</param>
/// <param name="Tolerance">Largest absolute difference from <paramref name="Near"/>.</param>
/// <param name="MinItems">Fewest items of an array.</param>
public sealed record JsonAssertion(string Path, string? EqualTo = null, double? Near = null, double Tolerance = 0, int? MinItems = null);
