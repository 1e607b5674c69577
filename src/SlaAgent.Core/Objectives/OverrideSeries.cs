using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// What of a preset's overrides belongs to a series: where they say something, other questions are asked or other answers are good. Where they say
/// nothing, nothing is added, so that a configuration without them keeps its series.
/// </summary>
internal static class OverrideSeries
{
    /// <summary>Adds the question that a health probe asks.</summary>
    public static void AddHealth(ref StableHash hash, ProbeRequest.Health health)
    {
        // A path of the probe's own is all of its question.
        if (health.Path is not null)
        {
            return;
        }

        if (health.Signal != HealthSignal.Default)
        {
            hash.Add("signal");
            hash.Add((long)health.Signal);
        }

        ReadOnlySpan<HealthSignal> asked = health.Signal == HealthSignal.Default
            ? [HealthSignal.Live, HealthSignal.Ready, HealthSignal.ModelReady]
            : [health.Signal];
        foreach (var signal in asked)
        {
            if (health.Overrides?.Of(signal) is { } question)
            {
                hash.Add((long)signal);
                Add(ref hash, question);
            }
        }
    }

    /// <summary>Adds how inference is asked for and read.</summary>
    public static void AddInference(ref StableHash hash, PresetOverrides? overrides)
    {
        if (overrides?.Inference is { } inference)
        {
            hash.Add("preset.inference");
            hash.Add(inference.Path);
            hash.Add(inference.StreamPath);
            hash.Add(inference.Method);
            hash.Add(inference.ContentType);
            hash.Add(inference.Prompt);
            hash.Add(inference.Streamed);
            hash.Add(inference.Uncached);
            Add(ref hash, inference.Requires);
            hash.Add(inference.FailedHeader);
            Add(ref hash, inference);
        }

        if (overrides?.Stream is { } stream)
        {
            hash.Add("preset.stream");
            hash.Add(stream.Framing is { } framing ? (long)framing : -1);
            Add(ref hash, stream.End);
            hash.Add(stream.Done);
            Add(ref hash, stream);
        }
    }

    private static void Add(ref StableHash hash, HealthOverride question)
    {
        hash.Add(question.Path);
        Add(ref hash, question.Statuses);
        Add(ref hash, question.NotReady);
        Add(ref hash, question.Flags);
        hash.Add(question.Field);
        hash.Add(question.EqualTo);
        hash.Add(question.Contains);
        hash.Add(question.Connect is { } connect ? (connect ? 1 : 0) : -1);
    }

    private static void Add(ref StableHash hash, AnswerOverride answer)
    {
        Add(ref hash, answer.Content);
        Add(ref hash, answer.Reasoning);
        Add(ref hash, answer.Error);
        Add(ref hash, answer.PromptTokens);
        Add(ref hash, answer.OutputTokens);
    }

    private static void Add(ref StableHash hash, EquatableArray<string>? texts)
    {
        hash.Add(texts?.Count ?? -1);
        foreach (var text in texts.GetValueOrDefault().AsSpan())
        {
            hash.Add(text);
        }
    }

    private static void Add(ref StableHash hash, EquatableArray<int>? numbers)
    {
        hash.Add(numbers?.Count ?? -1);
        foreach (var number in numbers.GetValueOrDefault().AsSpan())
        {
            hash.Add(number);
        }
    }
}
