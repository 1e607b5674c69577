using System.Globalization;

namespace SlaAgent.Core.Baselines;

/// <summary>How much so many whole weeks can say. Nothing is assumed of their distribution: only that the next week is one like them.</summary>
/// <param name="Weeks">Whole weeks of history.</param>
public readonly record struct Evidence(int Weeks)
{
    /// <summary>Fewest weeks from which anything is proposed.</summary>
    public const int Fewest = 2;

    /// <summary>Fewest weeks from which something is proposed to others.</summary>
    public const int FewestForExternal = 4;

    /// <summary>The chance that the next week is worse than the worst of these: 1/(m + 1), where weeks are exchangeable.</summary>
    public double ChanceOfWorse => 1.0 / (Weeks + 1);

    /// <summary>It in a word: none, weak, fair, good.</summary>
    public string Word => Weeks switch { < Fewest => "none", < 6 => "weak", < 12 => "fair", _ => "good" };

    /// <summary>It in a sentence.</summary>
    public override string ToString() => Weeks == 0
        ? "no whole week: nothing can be said of the next one"
        : string.Create(CultureInfo.InvariantCulture, $"{Word}: a week worse than all of the {Weeks} seen comes with a chance of 1 in {Weeks + 1} ({100 * ChanceOfWorse:0}%)");
}
