using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;
using SlaAgent.Notifications;
using SlaAgent.Tests.Ledger;

namespace SlaAgent.Tests.Notifications;

/// <summary>A notifier with a real ledger under it, which can be restarted.</summary>
internal sealed class NotifierBench(Receiver[] receivers, DeliveryOptions? options = null, ReceiverAccess? access = null) : IAsyncDisposable
{
    private readonly LedgerFolder _folder = new();
    private StateLedger? _ledger;

    /// <summary>Times short enough for tests over real sockets.</summary>
    public static readonly DeliveryOptions Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(50), LargestDelay = TimeSpan.FromMilliseconds(500),
        DeniedDelay = TimeSpan.FromMilliseconds(200), PostTimeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Access without TLS settings.</summary>
    public static readonly ReceiverAccess Plain = new() { ReadHeader = static _ => new("Authorization", "Bearer canary-secret") };

    /// <summary>A receiver that replays soon: longer than the one second in which the tests' Alertmanager flushes a group.</summary>
    public static Receiver.Alertmanager Alertmanager(EquatableArray<Uri> urls) => new("am", urls) { ReplayDelay = TimeSpan.FromSeconds(3) };

    public Notifier Notifier { get; private set; } = null!;

    public StateLedger Ledger => _ledger!;

    public async Task<NotifierBench> StartAsync()
    {
        _ledger = _folder.Open();
        Notifier = new Notifier(_ledger.Enqueue, access ?? Plain, options ?? Quick, TimeProvider.System, NullLogger.Instance);
        Notifier.Restore(_ledger.Load());
        await Notifier.ApplyAsync(receivers);
        _ledger.HandOn = Notifier.Accept;
        return this;
    }

    public async Task StopAsync()
    {
        await Notifier.DisposeAsync();
        _ledger!.Dispose();
    }

    public void Raise(params Incident[] incidents) => _ledger!.Enqueue(new() { Incidents = incidents });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
