using Google.Protobuf;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Detection;

/// <summary>The server's answers over gRPC. It gives up a server that has never answered.</summary>
/// <param name="exchange">Holds each call and its answer.</param>
/// <param name="send">Sends what <paramref name="exchange"/> holds, once.</param>
internal sealed class Calls(CallExchange exchange, Func<CancellationToken, Task> send)
{
    private readonly List<(string Question, int? Code)> _asked = [];

    /// <summary>Whether anything was answered with a gRPC status.</summary>
    public bool Any => _asked.Any(asked => asked.Code is not null);

    /// <summary>Whether a call was refused for want of credentials.</summary>
    public bool Guarded => _asked.Any(asked => asked.Code is GrpcStatus.PermissionDenied or GrpcStatus.Unauthenticated);

    /// <summary>Whether the front of Seldon Core 2 has routed a call.</summary>
    public bool IsRouted { get; private set; }

    /// <summary>Methods and the statuses of their answers (<c>-</c> for none), in the order in which they were called.</summary>
    public IEnumerable<(string Question, string Status)> Asked =>
        _asked.Select(asked => (asked.Question, asked.Code is { } code ? GrpcStatus.Name(code) : "-"));

    /// <summary>gRPC status of a call, and its message; null where there is no status.</summary>
    public async Task<CallReply?> OfAsync(string path, IMessage message, CancellationToken cancellation)
    {
        if (!Any && _asked.Count >= Replies.Patience)
        {
            return null;
        }

        exchange.Set(path, message);
        await send(cancellation).ConfigureAwait(false);
        _asked.Add((path[(path.LastIndexOf('/') + 1)..], exchange.Reply?.Code));
        IsRouted |= exchange.Reply?.IsRouted == true;
        return exchange.Reply;
    }

    /// <summary>The message of a call that ended with OK; null where it did not, or said something else than its type.</summary>
    public async Task<T?> MessageAsync<T>(string path, IMessage question, MessageParser<T> parser, CancellationToken cancellation)
        where T : class, IMessage<T>
    {
        if (await OfAsync(path, question, cancellation).ConfigureAwait(false) is not { Code: GrpcStatus.Ok, Message: var message })
        {
            return null;
        }

        try
        {
            return parser.ParseFrom(message.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
