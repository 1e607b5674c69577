using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Evaluations;

/// <summary>Asks a server, apart from any example, which version of the model it serves, where its kind keeps a record of that.</summary>
internal static class ServerVersion
{
    /// <summary>The version; null where the server does not say it, for whatever reason.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public static async Task<string?> AskAsync(ModelService service, EvaluationProbe evaluation, AgentClock clock, CancellationToken stopping)
    {
        if (service.ModelVersion is { } given)
        {
            return given;
        }

        if (PresetCatalog.PrepareVersion(service) is not { } exchange)
        {
            return null;
        }

        var probe = new Probe(evaluation.Name, evaluation.Schedule.LongestGap, evaluation.Timeout, evaluation.Request);
        using var sender = new TracedProbeSender(service.Name, probe.Name, service.Url, new ProbeTransport(service, probe, exchange, clock.Time));
        var run = await sender.SendAsync(clock.Now, TimeSpan.Zero, default, stopping).ConfigureAwait(false);
        return run.Result.Outcome == Outcome.Success ? exchange.Version : null;
    }
}
