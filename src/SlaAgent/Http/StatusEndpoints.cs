using SlaAgent.Core.Snapshots;
using SlaAgent.Gates;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>What is known, for people and machines: <c>/api/v1</c>. Reads the snapshot and nothing else.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder endpoints, AgentState state, GateReader gates)
    {
        endpoints.MapGet("/api/v1/slas", (RequestDelegate)(context => ListAgreements(context, state)));
        endpoints.MapGet("/api/v1/slas/{name}", (RequestDelegate)(context => ShowAgreement(context, state)));
        endpoints.MapGet("/api/v1/services", (RequestDelegate)(context => ListServices(context, state)));
        endpoints.MapGet("/api/v1/incidents", (RequestDelegate)(context => ListIncidents(context, state)));
        endpoints.MapGet("/api/v1/verdict", (RequestDelegate)(context => ShowVerdict(context, state, gates)));
    }

    private static Task ListAgreements(HttpContext context, AgentState state) =>
        context.WriteJsonAsync<IReadOnlyList<ApiAgreement>>(
            [.. (state.Current?.Snapshot.Agreements ?? []).Select(a => a.ToApi(state.Current!.Snapshot))],
            ApiJson.Default.IReadOnlyListApiAgreement);

    private static Task ShowAgreement(HttpContext context, AgentState state)
    {
        var name = (string?)context.Request.RouteValues["name"] ?? "";
        var agreement = Find(state, name);
        return agreement is null
            ? UnknownAgreement(context, state, name)
            : context.WriteJsonAsync(agreement.ToApi(state.Current!.Snapshot), ApiJson.Default.ApiAgreement);
    }

    private static Task ListServices(HttpContext context, AgentState state) =>
        context.WriteJsonAsync<IReadOnlyList<ApiService>>(
            [.. (state.Current?.Services ?? []).Select(s => s.ToApi())],
            ApiJson.Default.IReadOnlyListApiService);

    private static Task ListIncidents(HttpContext context, AgentState state)
    {
        var incidents = state.Current?.Snapshot.Incidents ?? [];
        var openOnly = context.Request.Query["open"] == "true";
        return context.WriteJsonAsync<IReadOnlyList<ApiIncident>>(
            [.. incidents.Where(i => i.IsOpen || !openOnly).Select(i => i.ToApi(withTimeline: false))],
            ApiJson.Default.IReadOnlyListApiIncident);
    }

    private static Task ShowVerdict(HttpContext context, AgentState state, GateReader gates)
    {
        var name = context.Request.Query["sla"].ToString();
        if (name.Length == 0)
        {
            return context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Missing parameter", "Say which agreement: /api/v1/verdict?sla=NAME&objective=NAME (objective may be left out).");
        }

        if (Find(state, name) is not { } agreement)
        {
            return UnknownAgreement(context, state, name);
        }

        var gate = gates.StateOf(name)?.Name();
        var wanted = context.Request.Query["objective"].ToString();
        if (wanted.Length == 0)
        {
            var reason = agreement.Objectives.FirstOrDefault(o => o.Status == agreement.Status)?.Reason ?? "";
            return WriteVerdict(context, new(agreement.Status.Name(), IsOk(agreement.Status), name, null, reason, null, null, null, null, gate));
        }

        var objective = agreement.Objectives.FirstOrDefault(o => o.Name == wanted)?.ToApi();
        return objective is null
            ? context.WriteProblemAsync(
                StatusCodes.Status404NotFound,
                "Unknown objective",
                $"Agreement '{name}' has no objective '{wanted}'. It has: {string.Join(", ", agreement.Objectives.Select(o => o.Name))}.")
            : WriteVerdict(context, new(
                objective.Status,
                objective.Status == ObjectiveStatusKind.Ok.Name(),
                name,
                objective.Name,
                objective.Reason,
                objective.Compliance,
                objective.Target,
                objective.ErrorBudgetRemaining,
                objective.Events,
                gate));
    }

    /// <summary>Unknown is never ok, and neither is a budget that burns too fast: a rollout that asks must not go on.</summary>
    private static bool IsOk(ObjectiveStatusKind status) => status == ObjectiveStatusKind.Ok;

    private static Task WriteVerdict(HttpContext context, ApiVerdict verdict) => context.WriteJsonAsync(verdict, ApiJson.Default.ApiVerdict);

    private static AgreementStatus? Find(AgentState state, string name) =>
        state.Current?.Snapshot.Agreements.FirstOrDefault(a => a.Name == name);

    private static Task UnknownAgreement(HttpContext context, AgentState state, string name) => context.WriteProblemAsync(
        StatusCodes.Status404NotFound,
        "Unknown agreement",
        $"There is no agreement '{name}'. There are: {string.Join(", ", (state.Current?.Snapshot.Agreements ?? []).Select(a => a.Name))}.");
}
