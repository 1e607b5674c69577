using System.Globalization;
using SlaAgent.Core.Objectives;
using SlaAgent.Hosting;

namespace SlaAgent.Http;

/// <summary>The last runs of evaluations: <c>/api/v1/services/{name}/evaluations</c>. Reads the snapshot and nothing else.</summary>
internal static class EvaluationEndpoints
{
    private const int DefaultLimit = 20;

    public static void MapEvaluations(this IEndpointRouteBuilder endpoints, AgentState state) =>
        endpoints.MapGet("/api/v1/services/{name}/evaluations", (RequestDelegate)(context => ListAsync(context, state)));

    private static Task ListAsync(HttpContext context, AgentState state)
    {
        var name = (string?)context.Request.RouteValues["name"] ?? "";
        if (state.Current?.Configuration.Services.FirstOrDefault(service => service.Name == name) is not { } service)
        {
            return context.WriteProblemAsync(
                StatusCodes.Status404NotFound,
                "Unknown service",
                $"There is no service '{name}'. There are: {string.Join(", ", (state.Current?.Configuration.Services ?? []).Select(s => s.Name))}.");
        }

        var probe = context.Request.Query["probe"].ToString();
        var known = EvaluationSources.NamesOf(service);
        if (probe.Length > 0 && !known.Contains(probe))
        {
            return context.WriteProblemAsync(StatusCodes.Status404NotFound, "Unknown evaluation", $"Service '{name}' has no evaluation '{probe}'. It has: {string.Join(", ", known)}.");
        }

        var asked = context.Request.Query["limit"].ToString();
        if (!TryLimit(asked, out var limit))
        {
            return context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Wrong parameter", $"limit is '{asked}'; say a whole number from 1 to {EvaluationSources.MostShown}.");
        }

        var runs = state.Current.Snapshot.Evaluations.Where(run => run.Result.Service == name && (probe.Length == 0 || run.Result.Probe == probe));
        return context.WriteJsonAsync<IReadOnlyList<ApiEvaluation>>(
            [.. runs.OrderByDescending(run => run.Result.ScheduledAt).Take(limit).Select(run => run.ToApi())],
            ApiJson.Default.IReadOnlyListApiEvaluation);
    }

    private static bool TryLimit(string text, out int limit)
    {
        limit = DefaultLimit;
        return text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= EvaluationSources.MostShown);
    }
}
