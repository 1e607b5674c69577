using System.Globalization;

namespace SlaAgent.ModelServers.Detection;

/// <summary>The server's answers, each question asked once. It gives up a server that has never answered.</summary>
/// <param name="ask">Asks it.</param>
/// <param name="beside">Asks other ports of its machine; null where none are asked.</param>
internal sealed class Replies(AskServer ask, AskBeside? beside = null)
{
    /// <summary>Most questions that are asked.</summary>
    public const int MostQuestions = 40;

    /// <summary>Questions without an answer after which a server that has not answered any is given up.</summary>
    public const int Patience = 2;

    private readonly Dictionary<(string Method, string Path), ServerReply?> _replies = [];

    /// <summary>Whether anything has been answered.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether a question was refused for want of credentials.</summary>
    public bool Guarded => _replies.Values.Any(reply => reply?.Status is 401 or 403);

    /// <summary>Questions and the statuses of their answers (<c>-</c> for none), in the order in which they were asked.</summary>
    public IEnumerable<(string Question, string Status)> Asked => _replies.Select(pair => (
        pair.Key.Method == "GET" ? pair.Key.Path : $"{pair.Key.Method} {pair.Key.Path}", pair.Value?.Status.ToString(CultureInfo.InvariantCulture) ?? "-"));

    /// <summary>The answer to a question; null where there is none.</summary>
    public Task<ServerReply?> OfAsync(string method, string path, CancellationToken cancellation) => OnceAsync(method, path, () => ask(method, path, cancellation));

    /// <summary>The answer of another port of the server's machine; null where there is none.</summary>
    public Task<ServerReply?> BesideAsync(int port, string path, CancellationToken cancellation) => beside is null
        ? Task.FromResult<ServerReply?>(null)
        : OnceAsync("GET", string.Create(CultureInfo.InvariantCulture, $":{port}{path}"), () => beside(port, path, cancellation));

    /// <summary>Whether all of a signature's clues hold.</summary>
    public async Task<bool> FitAsync(Signature signature, CancellationToken cancellation)
    {
        foreach (var clue in signature.Clues)
        {
            if (await OfAsync("GET", clue.Path, cancellation).ConfigureAwait(false) is not { } reply || !clue.Holds(reply))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<ServerReply?> OnceAsync(string method, string path, Func<Task<ServerReply?>> asking)
    {
        if (_replies.TryGetValue((method, path), out var known))
        {
            return known;
        }

        if (_replies.Count >= MostQuestions || (!Any && _replies.Count >= Patience))
        {
            return null;
        }

        var reply = await asking().ConfigureAwait(false);
        Any |= reply is not null;
        _replies[(method, path)] = reply;
        return reply;
    }
}
