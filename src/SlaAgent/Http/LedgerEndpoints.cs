using SlaAgent.Ledger.Chain;

namespace SlaAgent.Http;

/// <summary>The record: <c>/api/v1/ledger</c>.</summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder endpoints, Func<LedgerHead?> head) =>
        endpoints.MapGet("/api/v1/ledger", (RequestDelegate)(context => Show(context, head())));

    private static Task Show(HttpContext context, LedgerHead? head) => head is null
        ? context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "No record", "Nothing can be read of the state folder at present; sla_agent_ledger_degraded is 1 and the log says why.")
        : context.WriteJsonAsync(new(head.Entries, head.Number, head.Hash, head.FirstKept, head.IsSigned), ApiJson.Default.ApiLedger);
}
