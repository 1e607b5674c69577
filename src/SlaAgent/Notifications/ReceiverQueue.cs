using System.Net.Sockets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>The queues of one receiver, one for each of its addresses; names are resolved again and again, and queues come and go with what they say.</summary>
internal sealed partial class ReceiverQueue : IAsyncDisposable
{
    private readonly Outbox _outbox;
    private readonly ReceiverAccess _access;
    private readonly NotificationCounts _counts;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AddressQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<Uri, IReadOnlyList<ReceiverAddress>> _known = [];
    private readonly HashSet<Uri> _unresolved = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Starts delivering to <paramref name="receiver"/>.</summary>
    public ReceiverQueue(Receiver receiver, Outbox outbox, ReceiverAccess access, NotificationCounts counts, DeliveryOptions options, TimeProvider time, ILogger logger)
    {
        (Receiver, _outbox, _access, _counts, _options, _time, _logger) = (receiver, outbox, access, counts, options, time, logger);
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>The receiver as configured.</summary>
    public Receiver Receiver { get; }

    /// <summary>Says that something may have become due.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            foreach (var queue in _queues.Values)
            {
                queue.Wake();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask()));
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var addresses = Receiver switch
            {
                Receiver.Alertmanager cluster => await ResolveAsync(cluster, cancel),
                _ => [ReceiverAddress.Of(Receiver)],
            };
            await SetAddressesAsync(addresses);
            await Task.Delay(_options.ResolveInterval, _time, cancel);
        }
    }

    private async Task<IReadOnlyList<ReceiverAddress>> ResolveAsync(Receiver.Alertmanager cluster, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(cluster.Urls.Select(url => ResolveAsync(url, cancel)));
        return [.. answers.SelectMany(answer => answer).DistinctBy(address => address.Key)];
    }

    private async Task<IReadOnlyList<ReceiverAddress>> ResolveAsync(Uri url, CancellationToken cancel)
    {
        IReadOnlyList<ReceiverAddress> found;
        try
        {
            found = await ReceiverAddress.ResolveAsync(url, _access, cancel).WaitAsync(_options.PostTimeout, _time, cancel);
        }
        catch (Exception error) when (error is SocketException or TimeoutException or ArgumentException)
        {
            found = [];
        }

        lock (_gate)
        {
            if (found.Count > 0)
            {
                _known[url] = found;
                _unresolved.Remove(url);
            }
            else if (_unresolved.Add(url))
            {
                LogUnresolved(Receiver.Name, url.DnsSafeHost);
            }

            return _known.GetValueOrDefault(url, []);
        }
    }

    private async Task SetAddressesAsync(IReadOnlyList<ReceiverAddress> addresses)
    {
        _outbox.SetAddresses(Receiver.Name, addresses.Select(address => address.Key).ToHashSet(StringComparer.Ordinal));
        List<AddressQueue> gone = [];
        lock (_gate)
        {
            foreach (var key in _queues.Keys.Where(key => addresses.All(address => address.Key != key)).ToList())
            {
                gone.Add(_queues[key]);
                _queues.Remove(key);
            }

            foreach (var address in addresses.Where(address => !_queues.ContainsKey(address.Key)))
            {
                var post = new ReceiverPost(Receiver, address, _access, _time, _options);
                _queues[address.Key] = new AddressQueue(Receiver.Name, address.Key, _outbox, post, _counts, _options, _time, _logger);
            }
        }

        await Task.WhenAll(gone.Select(queue => queue.DisposeAsync().AsTask()));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receiver {Receiver}: the name {Name} does not resolve; trying again, nothing is lost")]
    private partial void LogUnresolved(string receiver, string name);
}
