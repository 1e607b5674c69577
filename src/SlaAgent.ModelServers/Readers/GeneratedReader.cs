using System.Runtime.InteropServices;
using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads a generated answer, streamed or in one piece: the content type says which it is.</summary>
/// <param name="dialect">How it is read.</param>
/// <param name="expectation">What the user expects.</param>
/// <param name="streamAsked">Whether the request asked for a stream; null where the body is the user's own.</param>
/// <param name="refusal">Whether the server takes the member that it may refuse; null where the request did not have it.</param>
/// <param name="keepsChunks">Whether the time of each chunk of a stream is kept.</param>
internal sealed class GeneratedReader(AnswerDialect dialect, ExpectationCheck expectation, bool? streamAsked, MemberRefusal? refusal, bool keepsChunks = false)
    : ResponseReader(expectation, dialect.NotReady)
{
    private GeneratedStream? _stream;

    /// <inheritdoc />
    public override void OnHead(int status, string? contentType)
    {
        base.OnHead(status, contentType);
        if (Speaks && dialect.Stream is { } stream && stream.IsType(contentType))
        {
            _stream = new GeneratedStream(stream, Expectation.ReadsText ? (int)Math.Min(Expectation.MaxBodyBytes, int.MaxValue) : ShownText, keepsChunks, Expectation);
        }
    }

    /// <inheritdoc />
    protected override void Read(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (_stream is null)
        {
            Keep(bytes);
        }
        else
        {
            _stream.Read(bytes, at);
        }
    }

    /// <inheritdoc />
    protected override Answer Judge() => _stream is null ? JudgeBody() : JudgeStream(_stream);

    /// <inheritdoc />
    protected override Answer Failed(Outcome failure, string? detail)
    {
        if (_stream is null)
        {
            return base.Failed(failure, detail);
        }

        // A server that reports an error often hangs up at once: the error is the cause.
        return failure == Outcome.Truncated && _stream.Error is { } error
            ? Measured(_stream, Fault(Outcome.InBandError, error))
            : Measured(_stream, base.Failed(failure, detail));
    }

    /// <inheritdoc />
    protected override Answer Refused()
    {
        if (refusal is null || Status is not (400 or 422) || !refusal.IsMeant(Body.Span))
        {
            return base.Refused();
        }

        refusal.Refused = true;
        return Fault(Outcome.AgentError, $"the server refuses {refusal.Member}; from now on the probe asks without ({StatusDetail()})");
    }

    private Answer JudgeStream(GeneratedStream stream)
    {
        stream.End();
        if (stream.Fault() is var (outcome, detail))
        {
            return Measured(stream, Fault(outcome, detail));
        }

        var unmet = Empty(stream.Pieces > 0)
            ?? Unmet(null, "a JSON assertion needs a JSON body, and the answer is a stream of events", stream.Text)
            ?? Expectation.TokenFailure(stream.OutputTokens);
        return Measured(stream, unmet is null ? new Answer { Outcome = Outcome.Success } : Fault(Outcome.InvalidResponse, unmet));
    }

    private Answer JudgeBody()
    {
        using var document = JsonBody.Read(Body, dialect.Form.BareNumbers, out var problem);
        if (!Speaks)
        {
            return Unmet(document, problem, null) is { } missing
                ? Fault(Outcome.InvalidResponse, missing)
                : new Answer { Outcome = Outcome.Success, Text = Shown() };
        }

        return document is null ? Fault(Outcome.InvalidResponse, problem!) : JudgeCompletion(document);
    }

    private Answer JudgeCompletion(JsonDocument document)
    {
        var json = JsonMarshal.GetRawUtf8Value(document.RootElement);
        if (!AnswerChunk.TryParse(json, dialect.Fields, out var completion))
        {
            return Fault(Outcome.InvalidResponse, $"expected {dialect.Form.Expected}");
        }

        if (completion.IsError)
        {
            return Fault(Outcome.InBandError, ErrorMessage.From(Body));
        }

        if (streamAsked == true)
        {
            return Fault(Outcome.InvalidResponse, $"expected a stream of events, got {DetailText.Clean(ContentType ?? "no content type", 60)}");
        }

        var text = JsonText.Decode(json[completion.Text]);
        var counted = completion.OutputTokens.Value;
        var tokens = counted is { } said && (said > 0 || !completion.HasContent) ? said : Estimate(text, completion.HasContent);
        var unmet = completion.Choices == 0
            ? $"expected {dialect.Form.Expected}"
            : Empty(completion.HasContent) ?? Unmet(document, null, text) ?? Expectation.TokenFailure(tokens);
        var answer = unmet is null ? new Answer { Outcome = Outcome.Success } : Fault(Outcome.InvalidResponse, unmet);
        return answer with
        {
            Text = text.Length > ShownText ? text[..ShownText] : text,
            PromptTokens = completion.PromptTokens.Value,
            OutputTokens = tokens,
            TokensEstimated = counted != tokens,
        };
    }

    // To allow no tokens is to allow an empty completion.
    private string? Empty(bool hasContent) => hasContent || Expectation.MinOutputTokens == 0 ? null : "the completion is empty";

    // Without usage and without pieces to count: English text has about four characters a token.
    private static int Estimate(string text, bool hasContent) => hasContent ? Math.Max(1, (text.Length + 3) / 4) : 0;

    private static Answer Measured(GeneratedStream stream, Answer answer)
    {
        var text = stream.Text;
        return stream.Measured(answer) with { Text = text.Length > ShownText ? text[..ShownText] : text };
    }
}
