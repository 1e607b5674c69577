using System.Diagnostics;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Telemetry;

namespace SlaAgent.Probing;

/// <summary>Makes each probe a client span and gives its context to the server. Costs nothing while nobody listens to spans.</summary>
internal sealed class TracedProbeSender(string service, string probe, Uri url, IProbeSender inner) : IProbeSender
{
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        using var span = AgentMeter.Spans.StartActivity("probe", ActivityKind.Client);
        if (span is null)
        {
            return await inner.SendAsync(scheduledAt, scheduleDelay, trace, stopping).ConfigureAwait(false);
        }

        span.SetTag("sla.service", service);
        span.SetTag("sla.probe", probe);
        span.SetTag("server.address", url.Host);
        span.SetTag("server.port", url.Port);
        var run = await inner.SendAsync(scheduledAt, scheduleDelay, span.Context, stopping).ConfigureAwait(false);
        Describe(span, run.Result);
        return run with { Result = run.Result with { TraceId = span.TraceId.ToHexString() } };
    }

    public void Dispose() => inner.Dispose();

    private static void Describe(Activity span, ProbeResult result)
    {
        span.SetTag("sla.outcome", result.Outcome.Name());
        span.SetTag("http.response.status_code", result.Status);
        if (result.Outcome != Outcome.Success)
        {
            span.SetTag("error.type", result.Outcome.Name());
            span.SetStatus(ActivityStatusCode.Error, result.Detail);
        }
    }
}
