namespace SlaAgent.Core.Contracts;

/// <summary>One step from a server's answer to a prediction. Steps are taken in the order written.</summary>
public abstract record AnswerNormalisation
{
    private AnswerNormalisation()
    {
    }

    /// <summary>White space at both ends is cut off.</summary>
    public sealed record Trim : AnswerNormalisation;

    /// <summary>Letters are made lower case, in no culture.</summary>
    public sealed record LowerCase : AnswerNormalisation;

    /// <summary>Only the first number in the text is kept; an answer without one has no prediction.</summary>
    public sealed record FirstNumber : AnswerNormalisation;

    /// <summary>The text is read as JSON, a list of numbers such as the probabilities of all classes, and becomes the place of the largest, counted from 0.</summary>
    public sealed record ArgMax : AnswerNormalisation;

    /// <summary>The text is read as JSON (also inside a fence of three back-ticks) and one value of it is kept.</summary>
    /// <param name="Path">JSON path of the value.</param>
    public sealed record JsonField(string Path) : AnswerNormalisation;

    /// <summary>Only one group of a match is kept; an answer that does not match has no prediction.</summary>
    /// <param name="Pattern">.NET regular expression, non-backtracking.</param>
    /// <param name="Group">Name or number of the group; <c>0</c> for the whole match.</param>
    public sealed record RegexGroup(string Pattern, string Group) : AnswerNormalisation;
}
