using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace SlaAgent.Hosting;

/// <summary>
/// Bounds the connections to the agent's own server. The web server's own limit refuses whoever comes last, so that a crowd that says nothing keeps Prometheus out; here
/// the connection goes that has been without a request for longest, and a new one is refused only where all have a request under way.
/// </summary>
/// <param name="most">Most connections.</param>
/// <param name="time">Time.</param>
internal sealed class ConnectionLimit(int most, TimeProvider time)
{
    /// <summary>
    /// Longest time for one request. The web server's least rate counts what lies in buffers as if it had all this time to be read: whoever asks much and reads nothing could stay for an hour.
    /// </summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private static readonly object s_key = new();

    private readonly Lock _gate = new();
    private readonly HashSet<Slot> _slots = [];

    /// <summary>Stands before each connection, TLS included.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var slot = new Slot(connection, time.GetTimestamp());
        if (!Enter(slot))
        {
            connection.Abort();
            return;
        }

        try
        {
            connection.Items[s_key] = slot;
            await next(connection);
        }
        finally
        {
            lock (_gate)
            {
                _slots.Remove(slot);
            }
        }
    };

    /// <summary>Stands before each request: while it is under way, its connection is not idle; one that takes too long loses it.</summary>
    public async Task MarkAsync(HttpContext context, RequestDelegate next)
    {
        await using var deadline = time.CreateTimer(static request => ((HttpContext)request!).Abort(), context, s_longest, Timeout.InfiniteTimeSpan);
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(s_key, out var found) != true || found is not Slot slot)
        {
            await next(context);
            return;
        }

        Change(slot, by: 1);
        try
        {
            await next(context);
        }
        finally
        {
            Change(slot, by: -1);
        }
    }

    private void Change(Slot slot, int by)
    {
        lock (_gate)
        {
            slot.Requests += by;
            slot.LastActive = time.GetTimestamp();
        }
    }

    private bool Enter(Slot slot)
    {
        Slot? leaves = null;
        lock (_gate)
        {
            if (_slots.Count >= most)
            {
                leaves = _slots.Where(s => s.Requests == 0).MinBy(s => s.LastActive);
                if (leaves is null)
                {
                    return false;
                }

                _slots.Remove(leaves);
            }

            _slots.Add(slot);
        }

        leaves?.Connection.Abort();
        return true;
    }

    /// <summary>One connection; guarded by the gate.</summary>
    private sealed class Slot(ConnectionContext connection, long now)
    {
        public ConnectionContext Connection { get; } = connection;

        public int Requests { get; set; }

        public long LastActive { get; set; } = now;
    }
}
