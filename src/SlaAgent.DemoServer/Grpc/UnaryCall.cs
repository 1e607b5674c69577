using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Http;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>The wire of a unary gRPC call: one message in, and one message or a status out.</summary>
internal static class UnaryCall
{
    private const int PrefixBytes = 5;
    private const string ContentType = "application/grpc";

    /// <summary>Whether a request is a gRPC call at all.</summary>
    public static bool Is(HttpContext context) =>
        context.Request.Method == "POST" && context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads the one message.</summary>
    /// <exception cref="CallRefusedException">It is compressed, cut, too long, or none of its type.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            throw new CallRefusedException(CallRefusedException.ResourceExhausted, "the message is too long");
        }

        var frame = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (frame.Length < PrefixBytes || BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]) != frame.Length - PrefixBytes)
        {
            throw new CallRefusedException(CallRefusedException.InvalidArgument, "a call has exactly one message");
        }

        if (frame.Span[0] != 0)
        {
            throw new CallRefusedException(CallRefusedException.Unimplemented, "messages are taken as they are, not compressed");
        }

        try
        {
            return parser.ParseFrom(frame.Span[PrefixBytes..]);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new CallRefusedException(CallRefusedException.InvalidArgument, "the message is not of the method's type");
        }
    }

    /// <summary>Sends the one message, and the status OK after it.</summary>
    public static async Task AnswerAsync(HttpContext context, IMessage message, CancellationToken cancellationToken)
    {
        context.Response.ContentType = ContentType;
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(Frame(message), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the first half of the message and resets the call.</summary>
    /// <exception cref="TruncatedException">Always, for the web server to reset it.</exception>
    public static async Task TruncateAsync(HttpContext context, IMessage message, CancellationToken cancellationToken)
    {
        var frame = Frame(message);
        context.Response.ContentType = ContentType;
        await context.Response.Body.WriteAsync(frame.AsMemory(0, frame.Length / 2), cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        throw new TruncatedException();
    }

    /// <summary>Ends the call without a message: the status is in the head, and nothing follows.</summary>
    public static void Refuse(HttpContext context, int status, string message)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-status"] = FormattableString.Invariant($"{status}");
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    /// <summary>Ends the call as <see cref="Refuse"/> does, and says when to call again, as google.rpc.RetryInfo.</summary>
    public static void AskAgain(HttpContext context, int status, string message, TimeSpan wait)
    {
        Refuse(context, status, message);
        var info = new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) };
        var details = new StatusDetails { Code = status, Message = message, Details = { new Any { TypeUrl = "type.googleapis.com/google.rpc.RetryInfo", Value = info.ToByteString() } } };
        context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(details.ToByteArray()).TrimEnd('=');
    }

    private static byte[] Frame(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[PrefixBytes + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(PrefixBytes));
        return frame;
    }
}
