using System.Buffers;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Examples;
using SlaAgent.Probing;

namespace SlaAgent.Evaluations;

/// <summary>Asks about one example at a time as a probe asks its question: same wire, same deadlines, same outcomes, one request.</summary>
internal sealed class ExampleAsker : IDisposable
{
    private readonly ExampleExchange _exchange;
    private readonly RequestTemplate _template;
    private readonly TracedProbeSender _sender;
    private readonly ArrayBufferWriter<byte> _filled = new();

    /// <param name="service">The service.</param>
    /// <param name="probe">The evaluation's requests, each as a probe.</param>
    /// <param name="exchange">What is sent, by this one alone.</param>
    /// <param name="template">Writes what is filled in.</param>
    /// <param name="time">Clock and timers.</param>
    public ExampleAsker(ModelService service, Probe probe, ExampleExchange exchange, RequestTemplate template, TimeProvider time)
    {
        _exchange = exchange;
        _template = template;
        _sender = new TracedProbeSender(service.Name, probe.Name, service.Url, new ProbeTransport(service, probe, exchange, time));
    }

    /// <summary>Makes the request ready.</summary>
    /// <returns>Why there can be none, in words; null where there can.</returns>
    public string? Prepare(Example example)
    {
        _filled.ResetWrittenCount();
        _template.Write(example, _filled);
        return _exchange.Ask(_filled.WrittenMemory);
    }

    /// <summary>Sends the request that was made ready, and reads its answer. Failures are outcomes.</summary>
    /// <param name="index">The example.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="stopping">Gives the request up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled. Anything else that is thrown is a mistake of ours.</exception>
    public async Task<(ExampleOutcome Outcome, ProbeRun Run)> AskAsync(int index, Instant now, CancellationToken stopping)
    {
        var run = await _sender.SendAsync(now, TimeSpan.Zero, default, stopping).ConfigureAwait(false);
        if (run.Mistake is { } mistake)
        {
            throw mistake;
        }

        var answer = run.Result.Outcome == Outcome.Success ? _exchange.Answer : default;
        return (new(index, run.Result.Outcome, run.Result.Detail, answer.Prediction, answer.Score, answer.Version), run);
    }

    /// <inheritdoc />
    public void Dispose() => _sender.Dispose();
}
