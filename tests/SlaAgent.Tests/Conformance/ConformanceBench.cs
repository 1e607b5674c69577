using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.DemoServer;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Conformance;

/// <summary>One subject and one question, put in every situation one after the other, over real sockets.</summary>
internal sealed class ConformanceBench(Subject subject, Question question, X509Certificate2 certificate, string caFile, string tokenFile)
{
    public const string Token = "s3cret";

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(5);

    /// <summary>Puts it in all situations.</summary>
    public async Task<IReadOnlyList<Trial>> RunAsync(CancellationToken stopping)
    {
        var options = new DemoServerOptions { Dialect = subject.Dialect, FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero, RawGrpcOutputs = subject.Preset == "triton" };
        await using var plain = await StartAsync("http", options, stopping);
        await using var secure = await StartAsync("https", options with { Certificate = certificate }, stopping);
        await using var guarded = await StartAsync("http", options with { BearerToken = Token }, stopping);
        var trials = new List<Trial>();
        foreach (var situation in subject.SituationsOf(question))
        {
            var server = situation.Door switch
            {
                Door.Tls or Door.UntrustedTls => secure,
                Door.Token or Door.NoToken => guarded,
                _ => plain,
            };
            trials.Add(await TryAsync(server, situation, stopping));
        }

        return trials;
    }

    private static Task<DemoModelServer> StartAsync(string scheme, DemoServerOptions options, CancellationToken stopping) =>
        DemoModelServer.StartAsync(new Uri(scheme + "://127.0.0.1:0"), options: options, cancellationToken: stopping);

    private async Task<Trial> TryAsync(DemoModelServer server, Situation situation, CancellationToken stopping)
    {
        await Eventually.True(() => server.RequestsInProgress == 0, "the request before this one has ended at the server");
        server.Requests.Clear();
        server.Faults.Current = situation.Faults;
        var before = server.RequestsReceived;
        var service = Service(server, situation.Door);
        var probe = new Probe("probe", ProbeSetup.Ample, ProbeSetup.Ample, Request());
        var exchange = new WatchedExchange(PresetCatalog.Prepare(service, probe));
        var time = situation.Silence == Silence.Never ? null : new FakeTimeProvider();
        using var transport = new ProbeTransport(service, probe, exchange, time ?? TimeProvider.System);
        var running = transport.SendAsync(new(1), TimeSpan.Zero, default, stopping);
        if (time is not null)
        {
            var silent = situation.Silence switch
            {
                Silence.AfterRequest => Eventually.True(() => running.IsCompleted || server.RequestsReceived > before, "the server has the request"),
                Silence.AfterHead => exchange.Head,
                _ => exchange.Tokens,
            };
            await PassAsync(time, running, silent, situation.Silence == Silence.AfterRequest ? ProbeSetup.Ample : Stall);
        }

        var run = await running.WaitAsync(ProbeSetup.Ample, stopping);
        await Eventually.True(() => server.RequestsInProgress == 0, "the server has ended what it had begun");
        return new(subject, question, situation, run.Result, server.RequestsReceived - before, server.Requests.Read());
    }

    // The clock goes on only when the server has fallen silent: so no slow machine makes a deadline pass before its time.
    private static async Task PassAsync(FakeTimeProvider time, Task running, Task silent, TimeSpan deadline)
    {
        await Task.WhenAny(running, silent).WaitAsync(ProbeSetup.Ample);
        while (!running.IsCompleted)
        {
            time.Advance(deadline);
            await Task.WhenAny(running, Task.Delay(20));
        }
    }

    private ModelService Service(DemoModelServer server, Door door)
    {
        var model = door == Door.UnknownModel ? "no-such-model" : subject.Model;
        return ProbeSetup.Service(subject.IsGrpc ? server.GrpcAddress : server.Address) with
        {
            Server = subject.Preset,
            Model = model,
            Timeouts = new StageTimeouts(Stall: Stall),
            Tls = door == Door.Tls ? new TlsSettings { CaFile = caFile } : null,
            Auth = door == Door.Token ? new Authentication.Bearer(tokenFile) : null,
        };
    }

    private ProbeRequest Request() => question == Question.Health
        ? new ProbeRequest.Health((string?)null) { Overrides = subject.Overrides }
        : new ProbeRequest.Inference
        {
            Prompt = subject.Body is null ? Subject.Prompt : null,
            Bodies = subject.Body is { } body ? [body] : [],
            MaxTokens = subject.Body is null ? 8 : null,
            Stream = question == Question.Stream,
            Path = subject.Path,
        };
}
