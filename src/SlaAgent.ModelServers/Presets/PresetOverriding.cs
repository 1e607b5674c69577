using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A preset with what the user says of it otherwise.</summary>
internal static class PresetOverriding
{
    /// <summary>The health question that a probe asks; null where only the user knows it and did not say.</summary>
    public static HealthQuestion? Question(Preset preset, ModelService service, ProbeRequest.Health health)
    {
        var known = preset with
        {
            Live = With(preset.Live, health.Overrides?.Live),
            Ready = With(preset.Ready, health.Overrides?.Ready),
            ModelReady = With(preset.ModelReady, health.Overrides?.ModelReady),
            Listing = With(preset.Listing, health.Overrides?.Listing),
        };
        return known.Question(health.Signal, service.Model is not null);
    }

    /// <summary>An endpoint as the user has it.</summary>
    public static Endpoint Endpoint(Endpoint endpoint, PresetOverrides? overrides)
    {
        if (overrides?.Inference is { } inference)
        {
            endpoint = endpoint with
            {
                Path = inference.Path ?? endpoint.Path,
                // A path of the user's own is for streams too, unless theirs is given.
                StreamPath = inference.StreamPath ?? (inference.Path is null ? endpoint.StreamPath : null),
                Method = inference.Method ?? endpoint.Method,
                ContentType = inference.ContentType ?? endpoint.ContentType,
                Prompt = With(endpoint.Prompt, inference),
                Body = With(endpoint.Body, inference),
            };
        }

        return overrides?.Stream is { } stream ? endpoint with { Stream = With(endpoint.Stream, stream) } : endpoint;
    }

    private static HealthQuestion? With(HealthQuestion? question, HealthOverride? other)
    {
        if (other is null)
        {
            return question;
        }

        question ??= new((string?)null);
        return question with
        {
            Path = other.Path ?? question.Path,
            Statuses = other.Statuses ?? question.Statuses,
            NotReady = other.NotReady ?? question.NotReady,
            Flags = other.Flags ?? question.Flags,
            Field = other.Field ?? question.Field,
            EqualTo = other.EqualTo ?? question.EqualTo,
            Contains = other.Contains ?? question.Contains,
            // Who gives a path wants it asked.
            Connect = other.Connect ?? (question.Connect && other.Path is null),
        };
    }

    private static PromptTemplate? With(PromptTemplate? prompt, InferenceOverride other)
    {
        // A prompt of the user's own is all of it: what the preset adds to its own need not fit.
        var own = other.Prompt is null ? prompt : new PromptTemplate(other.Prompt);
        return own is null ? null : own with { Streamed = other.Streamed ?? own.Streamed, Uncached = other.Uncached ?? own.Uncached };
    }

    private static BodyForm With(BodyForm body, InferenceOverride other)
    {
        var rule = other.Content is not null ? AnswerRule.Generated
            : other.Requires is not null && body.Rule is AnswerRule.Any or AnswerRule.Tensors ? AnswerRule.Json
            : body.Rule;
        return body with
        {
            Rule = rule,
            Fields = With(body.Fields, other),
            Requires = other.Requires ?? body.Requires,
            Expected = Expected(body, other),
            FailedHeader = other.FailedHeader ?? body.FailedHeader,
        };
    }

    private static string Expected(BodyForm body, InferenceOverride other) =>
        other.Content is { Count: > 0 } content ? "content at " + string.Join(" or ", content)
        : other.Requires is { Count: > 0 } requires ? "a value at " + string.Join(" or ", requires)
        : body.Expected;

    private static StreamForm With(StreamForm? stream, StreamOverride other)
    {
        stream ??= new(StreamFraming.ServerSentEvents, new());
        return stream with
        {
            Framing = other.Framing ?? stream.Framing,
            Fields = With(stream.Fields, other) with { End = other.End ?? stream.Fields.End },
            Done = other.Done is null ? stream.Done : other.Done.Length == 0 ? null : other.Done,
        };
    }

    private static AnswerFields With(AnswerFields fields, AnswerOverride other)
    {
        // Where content is no longer in choices, there are none.
        var choices = other.Content is { } content && fields.Choices is { } place && !content.Any(path => path.StartsWith(place, StringComparison.Ordinal)) ? null : fields.Choices;
        return fields with
        {
            Choices = choices,
            ChoiceIndex = choices is null ? null : fields.ChoiceIndex,
            Content = other.Content ?? fields.Content,
            Reasoning = other.Reasoning ?? fields.Reasoning,
            Error = other.Error ?? fields.Error,
            PromptTokens = other.PromptTokens ?? fields.PromptTokens,
            OutputTokens = other.OutputTokens ?? fields.OutputTokens,
        };
    }
}
