using System.Net;
using System.Net.Sockets;

namespace SlaAgent.Probing;

/// <summary>Connects to the first of several addresses that answers, so that one dead address does not make a live server look dead.</summary>
internal static class AddressRace
{
    /// <summary>How long an address has to itself before the next one is tried beside it (RFC 8305, section 5).</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to <paramref name="address"/>.</summary>
    /// <exception cref="SocketException">It did not connect.</exception>
    public static async Task<Socket> ConnectOneAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Tries the addresses in order, the next one after <see cref="HeadStart"/> or a failure.</summary>
    /// <returns>The first socket that connected; the others are closed.</returns>
    /// <exception cref="SocketException">None connected: the error of the one that failed last.</exception>
    public static async Task<Socket> ConnectAsync(IPAddress[] addresses, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>(addresses.Length);
        var next = 0;
        try
        {
            while (true)
            {
                if (next < addresses.Length)
                {
                    running.Add(ConnectOneAsync(addresses[next++], port, losers.Token));
                }

                var done = await FirstAsync(running, next < addresses.Length, time, losers.Token).ConfigureAwait(false);
                if (done is null)
                {
                    continue;
                }

                running.Remove(done);
                if (done.IsCompletedSuccessfully || (next == addresses.Length && running.Count == 0))
                {
                    return await done.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await losers.CancelAsync().ConfigureAwait(false);
            foreach (var loser in running)
            {
                _ = CloseAsync(loser);
            }
        }
    }

    private static async Task<Task<Socket>?> FirstAsync(List<Task<Socket>> running, bool more, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!more)
        {
            return await Task.WhenAny(running).ConfigureAwait(false);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var headStart = Task.Delay(HeadStart, time, enough.Token);
        var first = await Task.WhenAny([.. running, headStart]).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return first as Task<Socket>;
    }

    private static async Task CloseAsync(Task<Socket> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            (await loser.ConfigureAwait(false)).Dispose();
        }
    }
}
