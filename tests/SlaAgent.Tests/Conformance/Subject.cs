using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.Tests.Conformance;

/// <summary>A preset in one of its forms, against the dialect it is for.</summary>
/// <param name="Preset">The preset's id.</param>
/// <param name="Dialect">What the demo server answers like.</param>
internal sealed record Subject(string Preset, Dialect Dialect)
{
    public const string Prompt = "Still there?";

    /// <summary>What sets this form of the preset apart from its others; empty for the only or first one.</summary>
    public string Form { get; init; } = "";

    public bool IsGrpc { get; init; }

    /// <summary>The model's name; null where the preset needs none.</summary>
    public string? Model { get; init; }

    /// <summary>The inference's body; null for a prompt.</summary>
    public string? Body { get; init; }

    /// <summary>Path of the inference; null for the preset's own.</summary>
    public string? Path { get; init; }

    /// <summary>What a configuration says of the server beside its preset; null for nothing.</summary>
    public PresetOverrides? Overrides { get; init; }

    /// <summary>Whether health is asked: once for a preset, not for each of its forms.</summary>
    public bool AsksHealth { get; init; } = true;

    /// <summary>Whether inference is asked.</summary>
    public bool AsksInference { get; init; } = true;

    /// <summary>Whether its health question is a connection, and no request.</summary>
    public bool ConnectsOnly { get; init; }

    /// <summary>Whether the server does not say how many tokens a stream had.</summary>
    public bool EstimatesTokens { get; init; }

    /// <summary>Where it differs from the rule, the first that fits.</summary>
    public IReadOnlyList<Deviation> Deviations { get; init; } = [];

    /// <summary>For people.</summary>
    public string Title => (Form.Length == 0 ? "" : $", {Form}") is var form && IsGrpc ? $"`{Preset}` over gRPC{form}" : $"`{Preset}`{form}";

    /// <summary>What it is asked.</summary>
    public IEnumerable<Question> Questions
    {
        get
        {
            if (AsksHealth)
            {
                yield return Question.Health;
            }

            if (AsksInference)
            {
                yield return Question.Answer;
            }

            if (AsksInference && Body is null)
            {
                yield return Question.Stream;
            }
        }
    }

    /// <summary>The situations it is put in for a question.</summary>
    public IEnumerable<Situation> SituationsOf(Question question) => Situations.All.Where(situation =>
        situation.Rule(question, IsGrpc) is not null && (situation.Door != Door.UnknownModel || Model is not null));

    /// <summary>The deviation that applies; null for none.</summary>
    public Deviation? DeviationIn(Situation situation, Question question) =>
        Deviations.FirstOrDefault(deviation => deviation.Question == question && deviation.In.Contains(situation.Name, StringComparer.Ordinal));

    /// <summary>The outcome that must come.</summary>
    public Outcome Expected(Situation situation, Question question) => DeviationIn(situation, question)?.Outcome ?? situation.Rule(question, IsGrpc)!.Value;
}
