using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>How an answer in one piece is read.</summary>
/// <param name="Rule">What it must be.</param>
internal sealed record BodyForm(AnswerRule Rule)
{
    /// <summary>What it is, in words that follow "expected".</summary>
    public string Expected { get; init; } = "an answer";

    /// <summary>Where it holds what.</summary>
    public AnswerFields Fields { get; init; } = new();

    /// <summary>Values of which at least one must be there; empty for none.</summary>
    public EquatableArray<string> Requires { get; init; }

    /// <summary>Whether the server writes bare <c>NaN</c> and <c>Infinity</c>, which are no JSON.</summary>
    public bool BareNumbers { get; init; }

    /// <summary>Whether the server writes its own number behind the model's name in an answer of tensors.</summary>
    public bool NumbersModels { get; init; }

    /// <summary>Response header that reports a failure by being <c>true</c>, whatever the status; null for none.</summary>
    public string? FailedHeader { get; init; }
}
