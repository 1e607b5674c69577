using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;
using SlaAgent.Tests.Probing;
using SlaAgent.Tests.Traffic;

namespace SlaAgent.Tests.Conformance;

/// <summary>What is read out of each kind of server's own metrics, beside what the server itself wrote down of the same requests.</summary>
public sealed class TrafficConformanceTests
{
    private const int GoodRequests = 5;
    private const int FailedRequests = 3;

    public static TheoryData<string> Presets => [.. TrafficCatalog.Presets];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Counts_tokens_and_buckets_are_those_of_the_servers_own_log(string preset)
    {
        var (sample, log) = await DriveAsync(preset);
        var told = TrafficCatalog.CapabilitiesOf(preset)!;
        var good = log.Where(request => request.Outcome is ServedOutcome.Completed or ServedOutcome.CutShort).ToList();

        Assert.Null(sample.Failure);
        Assert.Equal((GoodRequests, FailedRequests), (good.Count, log.Count(request => request.Outcome == ServedOutcome.Failed)));
        Assert.Equal(told.CountsRequests ? GoodRequests : null, sample.Good);
        Assert.Equal(told.CountsFailures ? FailedRequests : null, sample.Bad);
        Assert.Equal(told.CountsPromptTokens && IsGenerative(preset) ? log.Sum(request => request.PromptTokens) : null, sample.PromptTokens);
        Assert.Equal(told.CountsOutputTokens && IsGenerative(preset) ? log.Sum(request => request.OutputTokens) : null, sample.OutputTokens);
        if (IsOfTheModel(preset))
        {
            Check(sample.Duration, good.Select(request => request.Duration));
        }
        else if (sample.Duration is { } duration)
        {
            // The web server's own histogram has the failures too, and is done a little later than the model.
            Assert.InRange(duration.Total, GoodRequests, GoodRequests + FailedRequests);
        }

        Check(sample.TimeToFirstToken, log.Select(request => request.FirstToken).OfType<TimeSpan>());
        Check(sample.QueueTime, good.Select(request => request.Queued));
        Assert.Equal(sample.Running is null ? null : 0, sample.Running);
        Assert.Equal(sample.Waiting is null ? null : 0, sample.Waiting);
    }

    private static bool IsOfTheModel(string preset) => preset is not ("mlserver" or "bentoml" or "ray-serve" or "kserve-v1" or "kserve-v2");

    private static void Check(BucketCounts? counts, IEnumerable<TimeSpan> served)
    {
        if (counts is null)
        {
            return;
        }

        var expected = new long[counts.UpperBounds.Count + 1];
        foreach (var time in served)
        {
            var bound = counts.UpperBounds.AsSpan().ToArray().TakeWhile(upper => upper < time.TotalSeconds).Count();
            expected[bound]++;
        }

        Assert.Equal(expected, counts.Counts.AsSpan().ToArray());
    }

    private static async Task<(TrafficSample Sample, IReadOnlyList<ServedRequest> Log)> DriveAsync(string preset)
    {
        var subject = Subjects.All.First(subject => subject.Preset == preset && !subject.IsGrpc && subject.Body is null == IsGenerative(preset));
        var options = new DemoServerOptions { Dialect = subject.Dialect, FirstTokenDelay = TimeSpan.FromMilliseconds(5), TokenInterval = TimeSpan.FromMilliseconds(2) };
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options, cancellationToken: TestContext.Current.CancellationToken);
        var metrics = new Uri(server.Address, TrafficCatalog.CapabilitiesOf(preset)!.Path);
        var service = ProbeSetup.Service(server.Address) with { Server = preset, Model = subject.Model, Traffic = new TrafficSettings(metrics, ProbeSetup.Ample, null) };
        var probe = new Probe("probe", ProbeSetup.Ample, ProbeSetup.Ample, Request(subject));
        using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
        var ready = ProbeSetup.Probe() with { Request = new ProbeRequest.Health((string?)null) };
        using var health = new ProbeTransport(service, ready, PresetCatalog.Prepare(service, ready), TimeProvider.System);
        using var reader = TrafficSetup.Sender(service);

        // A first request, so that every series is there before what is compared.
        await transport.SendAsync();
        await Eventually.True(() => server.RequestsInProgress == 0, "the first request has ended at the server");
        Assert.Null((await reader.ReadAsync(1)).Failure);
        server.Requests.Clear();
        for (var i = 0; i < GoodRequests + FailedRequests; i++)
        {
            server.Faults.Current = i < GoodRequests ? FaultSet.None : new FaultSet { ErrorShare = 1 };
            await transport.SendAsync();
            await health.SendAsync();
        }

        await Eventually.True(() => server.RequestsInProgress == 0, "all requests have ended at the server");
        return (await reader.ReadAsync(16), server.Requests.Read());
    }

    private static bool IsGenerative(string preset) => Subjects.All.First(subject => subject.Preset == preset).Body is null && preset != "triton";

    private static ProbeRequest.Inference Request(Subject subject) => subject.Body is { } body
        ? new() { Bodies = [body], Path = subject.Path }
        : new() { Prompt = Subject.Prompt, MaxTokens = 6, Stream = true, Path = subject.Path };
}
