using System.Text;

namespace SlaAgent.Core.Contracts;

/// <summary>How something is counted. The server tells it where it has the first metric of the first term; a series that it lacks is 0 then.</summary>
/// <param name="Terms">Added up; never below 0 in the end.</param>
public sealed record CountMapping(EquatableArray<CountTerm> Terms)
{
    /// <summary>The count of one metric.</summary>
    public static CountMapping Of(MetricSource source) => new([new([source])]);

    /// <summary>Together with another.</summary>
    public CountMapping Plus(params MetricSource[] sources) => new([.. Terms, new([.. sources])]);

    /// <summary>Without another.</summary>
    public CountMapping Minus(MetricSource source) => new([.. Terms, new([source], IsSubtracted: true)]);

    /// <summary>As PromQL would write it, near enough, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var term in Terms)
        {
            text.Append(text.Length == 0 ? "" : term.IsSubtracted ? " − " : " + ").Append(term);
        }

        return text.ToString();
    }
}
