using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// What all readers share: a status that was not asked for is judged by its class, with what the body says as the reason; a failure that the
/// transport saw is the outcome; and only a complete answer with a good status is judged by its content, after its last byte.
/// </summary>
/// <param name="expectation">What the user expects.</param>
/// <param name="notReady">Words by which the server says, with 400 or 503, that its model is not ready; empty for none.</param>
internal abstract class ResponseReader(ExpectationCheck expectation, EquatableArray<string> notReady = default) : AnswerReader
{
    /// <summary>How much of an answer is kept for people, in characters.</summary>
    protected const int ShownText = 2048;

    private const int KeptOfErrorBody = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _body = new();
    private long _received;

    /// <summary>What the user expects.</summary>
    protected ExpectationCheck Expectation { get; } = expectation;

    /// <summary>HTTP status.</summary>
    protected int Status { get; private set; }

    /// <summary>Content type as sent.</summary>
    protected string? ContentType { get; private set; }

    /// <summary>Whether the status is one that was asked for.</summary>
    protected bool Accepted { get; private set; }

    /// <summary>Whether the server's dialect applies: a status that was asked for, and that is no error. A user who asks for a 400 expects no completion.</summary>
    protected bool Speaks => Accepted && Status is >= 200 and < 300;

    /// <summary>The body as far as it was kept.</summary>
    protected ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    /// <inheritdoc />
    public override void OnHead(int status, string? contentType)
    {
        (Status, ContentType) = (status, contentType);
        Accepted = Expectation.Accepts(status);
    }

    /// <inheritdoc />
    public sealed override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        _received += bytes.Length;
        var room = Expectation.MaxBodyBytes - (_received - bytes.Length);
        if (room > 0)
        {
            Read(room < bytes.Length ? bytes[..(int)room] : bytes, at);
        }
    }

    /// <inheritdoc />
    public sealed override Answer Complete(Outcome? failure, string? detail, TimeSpan at)
    {
        var tooLong = _received > Expectation.MaxBodyBytes;
        if (failure is null && tooLong)
        {
            failure = Outcome.InvalidResponse;
            detail = string.Create(CultureInfo.InvariantCulture, $"the body is longer than {Expectation.MaxBodyBytes} bytes");
        }

        // A server that fails with a long page has failed: its status says more than the length of the page.
        if (!Accepted && Status != 0 && failure is null or Outcome.InvalidResponse)
        {
            return Refused();
        }

        return failure is { } seen ? Failed(seen, detail) : Judge();
    }

    /// <summary>A piece of the body, within its limit.</summary>
    protected virtual void Read(ReadOnlySpan<byte> bytes, TimeSpan at) => Keep(bytes);

    /// <summary>The answer is complete and its status is one that was asked for.</summary>
    protected abstract Answer Judge();

    /// <summary>The answer where the transport failed; what was measured until then is added by readers of streams.</summary>
    protected virtual Answer Failed(Outcome failure, string? detail) => Fault(failure, detail ?? failure.Name());

    /// <summary>The answer to a status that was not asked for.</summary>
    protected virtual Answer Refused()
    {
        var message = ErrorMessage.From(Body);
        return Fault(Status is 400 or 503 && NotReadyWords.Say(message, notReady) ? Outcome.NotReady : StatusOutcome.Of(Status), StatusDetail(message));
    }

    /// <summary>Keeps a piece of the body; of an error's body only as much as a reason can be found in.</summary>
    protected void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = Accepted ? bytes.Length : Math.Max(0, KeptOfErrorBody - _body.WrittenCount);
        _body.Write(room < bytes.Length ? bytes[..room] : bytes);
    }

    /// <summary>The status and what the body says of it.</summary>
    protected string StatusDetail() => StatusDetail(ErrorMessage.From(Body));

    private string StatusDetail(string message) => message.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"status {Status}")
        : string.Create(CultureInfo.InvariantCulture, $"status {Status}: {message}");

    /// <summary>An answer that is a failure.</summary>
    protected Answer Fault(Outcome outcome, string detail) => new() { Outcome = outcome, Detail = DetailText.Clean(detail), Text = Shown() };

    /// <summary>What a user expects of an answer as text and JSON; null where all of it holds.</summary>
    /// <param name="json">The body's JSON; null where it has none.</param>
    /// <param name="jsonProblem">Why it has none.</param>
    /// <param name="text">The generated text; null for the body itself.</param>
    protected string? Unmet(JsonDocument? json, string? jsonProblem, string? text)
    {
        if (json is not null)
        {
            Expectation.Version?.TakeVersion(json.RootElement);
        }

        if (Expectation.ReadsJson && (json is null ? jsonProblem : Expectation.JsonFailure(json.RootElement)) is { } failure)
        {
            return failure;
        }

        return Expectation.ReadsText ? Expectation.TextFailure(text ?? Encoding.UTF8.GetString(Body.Span)) : null;
    }

    /// <summary>The first part of the body, as text.</summary>
    protected string? Shown() => Body.IsEmpty ? null : Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, ShownText)]);
}
