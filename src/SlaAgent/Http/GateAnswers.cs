using SlaAgent.Core.Consequences;
using SlaAgent.Core.Incidents;
using SlaAgent.Gates;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>How gates and their overrides are answered: 200 where whoever asks may go on, 409 where not.</summary>
internal static class GateAnswers
{
    /// <summary>The gates that a request asks for by <c>sla</c> and <c>service</c>; null where it was answered that there are none of these names.</summary>
    public static async Task<GateReport?> ReadAsync(this HttpContext context, GateReader reader, string? sla, string? service)
    {
        if (reader.Read(sla ?? "", service ?? "", out var problem) is { } report)
        {
            return report;
        }

        await context.WriteProblemAsync(StatusCodes.Status404NotFound, "Unknown gate", problem);
        return null;
    }

    /// <summary>How a gate's state is called.</summary>
    public static string Name(this GateState state) => state switch
    {
        GateState.Open => "open",
        GateState.Closed => "closed",
        _ => "unknown",
    };

    /// <summary>Whether what is not known passes, as <c>onUnknown</c> says; null where it says neither.</summary>
    public static bool? PassesUnknown(string? onUnknown) => onUnknown switch
    {
        null or "" or "fail" => false,
        "pass" => true,
        _ => null,
    };

    /// <summary>Says that <c>onUnknown</c> is neither <c>pass</c> nor <c>fail</c>.</summary>
    public static Task WriteWrongOnUnknownAsync(this HttpContext context) => context.WriteProblemAsync(
        StatusCodes.Status400BadRequest, "Wrong parameter", "'onUnknown' is pass or fail: what is to become of a deployment where the agent cannot say whether there is a breach (fail where it is left out).");

    /// <summary>Writes the gates.</summary>
    public static Task WriteGateAsync(this HttpContext context, GateReport report, bool isOpen, string? reason = null) => context.WriteJsonAsync(
        ToApi(report, isOpen, reason),
        ApiJson.Default.ApiGate,
        isOpen ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    /// <summary>The gates as the API writes them.</summary>
    public static ApiGate ToApi(GateReport report, bool isOpen, string? reason = null) =>
        new(report.State.Name(), isOpen, reason ?? report.Reason, [.. report.Gates.Select(gate => gate.ToApi())]);

    /// <summary>An override as the API writes it.</summary>
    public static ApiGateOverride ToApi(this GateOverride order, bool isActive) => new(
        order.Id, order.Agreement, order.By, order.Reason, order.From, order.Until, order.IsCritical, isActive, order.EndedAt, order.EndedBy);

    /// <summary>The overrides that are in force.</summary>
    public static IReadOnlySet<string> ActiveOverrides(this AgentState state) =>
        (state.Current?.Snapshot.Gates ?? []).Select(gate => gate.Override?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes why an override is refused, or that it could not be kept.</summary>
    public static Task WriteRefusalAsync(this HttpContext context, GateAnswer? answer, string notKept)
    {
        if (answer is null)
        {
            return context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "Not kept", notKept);
        }

        var (code, title) = answer.Refusal switch
        {
            GateRefusal.Unknown => (StatusCodes.Status404NotFound, "Unknown"),
            GateRefusal.NotNeeded => (StatusCodes.Status409Conflict, "Not needed"),
            _ => (StatusCodes.Status400BadRequest, "Not an override"),
        };
        return context.WriteProblemAsync(code, title, answer.Problem);
    }

    private static ApiAgreementGate ToApi(this GateReading reading) => new(
        reading.Agreement, reading.Service, reading.State.Name(), reading.Reason, reading.Gate?.Since, reading.Gate?.Override?.ToApi(isActive: true), [.. reading.Incidents.Select(ToApi)]);

    private static ApiGateIncident ToApi(Incident incident) => new(
        incident.Id, incident.Number > 0 ? incident.Number : null, incident.Objective, incident.StartedAt, incident.EndedAt);
}
