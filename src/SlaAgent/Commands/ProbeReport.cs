using SlaAgent.Core.Samples;
using SlaAgent.Probing;

namespace SlaAgent.Commands;

/// <summary>One probe run by hand, for machines. Durations in seconds.</summary>
internal sealed record ProbeReport(
    string Service,
    string Probe,
    string Outcome,
    int? Status,
    double DurationSeconds,
    IReadOnlyDictionary<string, double> PhaseSeconds,
    double? FirstByteSeconds,
    double? TimeToFirstTokenSeconds,
    double? TimeToFirstAnswerTokenSeconds,
    double? TimePerOutputTokenSeconds,
    double? InterChunkLatencySeconds,
    int? PromptTokens,
    int? OutputTokens,
    bool TokensEstimated,
    string? Detail,
    string? Text)
{
    public static ProbeReport Of(ProbeRun run)
    {
        var result = run.Result;
        return new(
            result.Service,
            result.Probe,
            result.Outcome.Name(),
            result.Status,
            result.Duration.TotalSeconds,
            Phases(result.Phases),
            result.FirstByte?.TotalSeconds,
            result.TimeToFirstToken?.TotalSeconds,
            result.TimeToFirstAnswerToken?.TotalSeconds,
            result.TimePerOutputToken?.TotalSeconds,
            result.InterChunkLatency?.TotalSeconds,
            result.PromptTokens,
            result.OutputTokens,
            result.TokensEstimated,
            result.Detail,
            run.Text);
    }

    private static Dictionary<string, double> Phases(Phases phases) => new()
    {
        ["resolve"] = phases.Resolve.TotalSeconds,
        ["connect"] = phases.Connect.TotalSeconds,
        ["tls"] = phases.Tls.TotalSeconds,
        ["send"] = phases.Send.TotalSeconds,
        ["wait"] = phases.Wait.TotalSeconds,
        ["receive"] = phases.Receive.TotalSeconds,
        ["validate"] = phases.Validate.TotalSeconds,
    };
}
