using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Ledger;
using SlaAgent.Results;
using SlaAgent.Tests.Ledger;
using SlaAgent.Tests.Notifications;

namespace SlaAgent.Tests.Results;

/// <summary>A delivery of results with a real ledger under it, which can be restarted.</summary>
internal sealed class ResultBench(params ResultSink[] sinks) : IAsyncDisposable
{
    public static readonly DateTimeOffset Night = new(2026, 9, 1, 3, 0, 0, TimeSpan.Zero);

    private StateLedger? _ledger;

    public LedgerFolder Folder { get; } = new();

    public ILogger Log { get; init; } = NullLogger.Instance;

    public long StateLimit { get; init; } = 128L * 1024 * 1024;

    public ResultDelivery Delivery { get; private set; } = null!;

    public StateLedger Ledger => _ledger!;

    public static RunReport Report(int night = 0, string? @void = null) => new()
    {
        Service = "tumours",
        Probe = "golden",
        At = Night.AddDays(night),
        Duration = TimeSpan.FromSeconds(90),
        SeriesFrom = Night,
        DataSetHash = "6b86b273ff34",
        ModelVersion = "3",
        Examples = 285,
        Scored = @void is null ? 280 : 0,
        Failed = 5,
        Unknown = 0,
        Void = @void,
        CommonestFailure = "http_5xx, 5 times",
        Drift = new PredictionDrift(Night, 0.125, 0.02, null, 0.01, 280, 281),
        Scores = @void is not null ? [] :
        [
            new() { Metric = "recall", Value = 0.9375, Lower = 0.88, Upper = 0.97, Confidence = 0.95m, Method = "wilson", Good = 90, Of = 96 },
            new() { Metric = "recall", Value = 0.9375, Lower = 0.85, Upper = 0.98, Confidence = 0.99m, Method = "wilson", Good = 90, Of = 96 },
            new() { Metric = "precision", Value = null, Reason = "no example was predicted positive", Confidence = 0.95m },
            new() { Metric = "log_loss", Value = double.NaN, Confidence = 0.95m },
        ],
    };

    public async Task<ResultBench> StartAsync()
    {
        _ledger = Folder.Open();
        Delivery = new ResultDelivery(_ledger.Enqueue, StateLimit, NotifierBench.Quick, TimeProvider.System, Log);
        Delivery.Restore(_ledger.Load());
        await Delivery.ApplyAsync(sinks);
        Delivery.Release();
        return this;
    }

    /// <summary>A result as the loop hands it over: written first, then let go.</summary>
    public async Task TellAsync(RunReport report)
    {
        _ledger!.Enqueue(new LedgerBatch { Facts = Delivery.Accept(report) });
        Assert.True(await _ledger.FlushAsync());
        Delivery.Release();
    }

    public Task NothingWaitsAsync() => Eventually.True(() => sinks.All(sink => Delivery.Backlog(sink.Name).Entries == 0), "everything delivered");

    public async Task StopAsync()
    {
        await Delivery.DisposeAsync();
        _ledger!.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
    }
}
