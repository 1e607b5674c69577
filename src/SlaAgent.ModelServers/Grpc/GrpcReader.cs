using System.Buffers;
using System.Globalization;
using Google.Protobuf;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>
/// Reads the answer to a unary gRPC call: the status decides, and only one whole message under the status OK is judged by its content.
/// </summary>
/// <param name="deadline">The call's deadline, which the server is told too.</param>
internal abstract class GrpcReader(TimeSpan deadline) : AnswerReader
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private int _httpStatus;
    private string? _contentType;
    private string? _encoding;
    private string? _status;
    private string? _message;
    private string? _pushback;
    private string? _retryAfter;
    private string? _details;

    /// <summary>gRPC status; null where the answer did not come to one.</summary>
    protected int? Code { get; private set; }

    /// <inheritdoc />
    public sealed override void OnHead(int status, string? contentType) => (_httpStatus, _contentType) = (status, contentType);

    /// <inheritdoc />
    public sealed override void OnField(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "grpc-status":
                _status = value;
                break;
            case "grpc-message":
                _message = value;
                break;
            case "grpc-retry-pushback-ms":
                _pushback = value;
                break;
            case "retry-after":
                _retryAfter = value;
                break;
            case "grpc-status-details-bin":
                _details = value;
                break;
            case "grpc-encoding":
                _encoding = value;
                break;
            default:
                OnOtherField(name, value);
                break;
        }
    }

    /// <summary>A header or trailer that is not gRPC's own.</summary>
    protected virtual void OnOtherField(string name, string value)
    {
    }

    /// <inheritdoc />
    public sealed override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at) => _body.Write(bytes);

    /// <inheritdoc />
    public sealed override Answer Complete(Outcome? failure, string? detail, TimeSpan at)
    {
        // What stands between may answer for the server, in plain HTTP and without a gRPC status.
        if (_httpStatus is not (0 or 200) && _status is null && failure is null or Outcome.InvalidResponse)
        {
            return Fault(StatusOutcome.Of(_httpStatus), HttpDetail());
        }

        if (failure is { } seen)
        {
            return Fault(seen, detail ?? seen.Name());
        }

        if (_contentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Fault(Outcome.ProtocolError, _contentType is null ? "not gRPC: no content type" : $"not gRPC: content type {_contentType}");
        }

        if (!int.TryParse(_status, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return Fault(Outcome.ProtocolError, _status is null ? "the answer ended without a gRPC status" : $"gRPC status '{_status}' is no number");
        }

        Code = code;
        return code == GrpcStatus.Ok ? Framed() : Refused(code, at);
    }

    /// <summary>The status is OK, and this is the one message.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no message of its type.</exception>
    protected abstract Answer Judge(ReadOnlySpan<byte> message);

    /// <summary>Whether the server refuses because its model is not ready, rather than because it failed or the request was wrong.</summary>
    /// <param name="code">UNAVAILABLE, or INVALID_ARGUMENT or FAILED_PRECONDITION where the server has no better one.</param>
    /// <param name="message">What it says.</param>
    protected abstract bool MeansNotReady(int code, string message);

    /// <summary>An answer that is a failure.</summary>
    protected static Answer Fault(Outcome outcome, string detail) => new() { Outcome = outcome, Detail = DetailText.Clean(detail) };

    private Answer Framed()
    {
        var frame = _body.WrittenSpan;
        if (frame.IsEmpty)
        {
            return Fault(Outcome.ProtocolError, "status OK without a message");
        }

        if (!MessageFrame.TryReadPrefix(frame, out var compressed, out var length))
        {
            return Fault(Outcome.Truncated, "the message ended within its prefix");
        }

        if (compressed)
        {
            return Fault(Outcome.ProtocolError, $"a compressed message that was not asked for ({_encoding ?? "no grpc-encoding"})");
        }

        var message = frame[MessageFrame.PrefixBytes..];
        if (message.Length < length)
        {
            return Fault(Outcome.Truncated, FormattableString.Invariant($"a message of {length} bytes ended after {message.Length}"));
        }

        if (message.Length > length)
        {
            return Fault(Outcome.ProtocolError, "more than one message in a unary answer");
        }

        try
        {
            return Judge(message);
        }
        catch (InvalidProtocolBufferException)
        {
            return Fault(Outcome.InvalidResponse, "the message is not of the type that was asked for");
        }
    }

    private Answer Refused(int code, TimeSpan at)
    {
        var message = GrpcStatus.Decode(_message);
        var outcome = code switch
        {
            // The server keeps the time that it was given, a little shorter where something between them takes its share.
            GrpcStatus.DeadlineExceeded when at >= 0.9 * deadline => Outcome.TimeoutTotal,
            GrpcStatus.ResourceExhausted => Outcome.Http429,
            GrpcStatus.Unavailable or GrpcStatus.InvalidArgument or GrpcStatus.FailedPrecondition when MeansNotReady(code, message) => Outcome.NotReady,
            _ => GrpcStatus.BlamesRequest(code) ? Outcome.Http4xx : Outcome.GrpcError,
        };
        return Fault(outcome, GrpcStatus.Describe(code, message)) with
        {
            RetryAfter = code is GrpcStatus.ResourceExhausted or GrpcStatus.Unavailable ? GrpcRetry.Read(_pushback, _retryAfter, _details) : null,
        };
    }

    private string HttpDetail()
    {
        var said = ErrorMessage.From(_body.WrittenMemory);
        return FormattableString.Invariant($"HTTP status {_httpStatus}") + (said.Length == 0 ? "" : $": {said}");
    }
}
