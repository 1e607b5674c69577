using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>A scheduler on a fake clock, with fake senders.</summary>
internal sealed class SchedulerFixture : IDisposable
{
    private readonly Channel<Sample> _channel;

    public SchedulerFixture(int capacity = 100_000)
    {
        _channel = Channel.CreateBounded<Sample>(capacity);
        Clock = new AgentClock(Time);
        Scheduler = new ProbeScheduler(Clock, _channel.Writer, NewSender, Log);
    }

    public RecordedLog Log { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public AgentClock Clock { get; }

    public ProbeScheduler Scheduler { get; }

    public ConcurrentQueue<FakeSender> Senders { get; } = new();

    /// <summary>Which service a sender cannot be made for; null for none.</summary>
    public string? Unmakeable { get; set; }

    /// <summary>What a new sender's probes throw; null for nothing.</summary>
    public Exception? Mistake { get; set; }

    /// <summary>What a new sender holds its probes with; null for not at all.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Makes senders of the test's own; null for fakes.</summary>
    public Func<ModelService, Probe, AgentClock, IProbeSender>? Sender { get; init; }

    public static ModelService Service(params Probe[] probes) =>
        new() { Name = "chat", Server = "http", Url = new Uri("http://127.0.0.1:1"), Probes = [.. probes] };

    public static Probe Probe(string name, double seconds = 1) =>
        new(name, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), new ProbeRequest.Health(null));

    public void Apply(params ModelService[] services) => Scheduler.Apply(services);

    /// <summary>Time passes at once: a timer that fires within it sees the end of it, as in a process that stood still.</summary>
    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits for the next results.</summary>
    public async Task<List<ProbeResult>> TakeAsync(int count)
    {
        var results = new List<ProbeResult>(count);
        while (results.Count < count)
        {
            results.Add((ProbeResult)await _channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return results;
    }

    /// <summary>Advances in steps, each of which must give exactly one result.</summary>
    public async Task<List<ProbeResult>> StepAsync(int steps, double seconds)
    {
        var results = new List<ProbeResult>();
        for (var i = 0; i < steps; i++)
        {
            Advance(seconds);
            results.AddRange(await TakeAsync(1));
            await UntilAsync(() => Scheduler.InFlight == 0);
        }

        return results;
    }

    public bool HasMoreResults => _channel.Reader.TryPeek(out _);

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Scheduler.Dispose();

    private IProbeSender NewSender(ModelService service, Probe probe)
    {
        if (Sender is { } made)
        {
            return made(service, probe, Clock);
        }

        if (service.Name == Unmakeable)
        {
            throw new ArgumentException("no sender for it");
        }

        var sender = new FakeSender(service, probe) { Hold = Hold, Mistake = Mistake };
        Senders.Enqueue(sender);
        return sender;
    }
}
