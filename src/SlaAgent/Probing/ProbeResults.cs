using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.Probing;

/// <summary>Makes the one result of each try of a probe; no secret gets into its words.</summary>
/// <param name="service">The service's name.</param>
/// <param name="probe">The probe.</param>
/// <param name="credentials">What must not be shown; null for nothing.</param>
internal sealed class ProbeResults(string service, Probe probe, Credentials? credentials)
{
    /// <summary>The answer came, and this is how it was judged.</summary>
    public ProbeRun Answered(ProbeStart start, ProbeAttempt attempt, Answer answer, int status, TimeSpan end)
    {
        var result = NewResult(start, answer.Outcome, answer.Detail) with
        {
            Phases = attempt.Marks.Until(end),
            FirstByte = attempt.FirstByte,
            TimeToFirstToken = answer.TimeToFirstToken,
            TimeToFirstAnswerToken = answer.TimeToFirstAnswerToken,
            TimePerOutputToken = answer.TimePerOutputToken,
            InterChunkLatency = answer.InterChunkLatency,
            TimeToFirstChunk = answer.TimeToFirstChunk,
            ChunkGaps = answer.ChunkGaps,
            PromptTokens = answer.PromptTokens,
            OutputTokens = answer.OutputTokens,
            TokensEstimated = answer.TokensEstimated,
            Status = status,
            CertificateExpiry = attempt.CertificateExpiry,
        };
        return new(result, answer.Text is { } text ? Hide(text) : null);
    }

    /// <summary>A connection was made, which is all that was asked.</summary>
    public ProbeRun Connected(ProbeStart start, ProbeAttempt attempt, TimeSpan end) =>
        new(NewResult(start, Outcome.Success, null) with { Phases = attempt.Marks.Until(end), CertificateExpiry = attempt.CertificateExpiry }, null);

    /// <summary>No answer came; where that says nothing of the server, it is as if nothing had been sent.</summary>
    public ProbeRun Failed(ProbeStart start, ProbeAttempt attempt, ProbeFailure failure, TimeSpan end)
    {
        if (!failure.Outcome.IsMeasurement())
        {
            return NotSent(start, failure.Detail);
        }

        var result = NewResult(start, failure.Outcome, failure.Detail) with
        {
            Phases = attempt.Marks.Until(end),
            FirstByte = attempt.FirstByte,
            CertificateExpiry = attempt.CertificateExpiry,
        };
        return new(result, null);
    }

    /// <summary>The agent itself could not ask.</summary>
    public ProbeRun NotSent(ProbeStart start, string detail) => new(NewResult(start, Outcome.AgentError, detail), null);

    private string Hide(string text) => credentials is null ? text : credentials.Hide(text);

    private ProbeResult NewResult(ProbeStart start, Outcome outcome, string? detail) => new()
    {
        Service = service,
        Probe = probe.Name,
        ScheduledAt = start.ScheduledAt,
        ScheduleDelay = start.Delay,
        Interval = probe.Interval,
        Outcome = outcome,
        Detail = detail is null ? null : DetailText.Clean(Hide(detail)),
        TraceId = start.Trace.TraceId == default ? null : start.Trace.TraceId.ToHexString(),
    };
}
