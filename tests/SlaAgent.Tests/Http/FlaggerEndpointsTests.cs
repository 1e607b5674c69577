using System.Net;
using SlaAgent.Tests.Gates;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class FlaggerEndpointsTests
{
    [Fact]
    public async Task A_breach_halts_what_is_to_begin_and_rolls_back_what_has_begun()
    {
        await using var gated = await GatedAgent.StartAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), await AskAsync(gated));
        await gated.BreachAsync();
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), await AskAsync(gated));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), await AskAsync(gated, """, "sla": "free" """));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), await AskAsync(gated, """, "critical": "true", "by": "ann", "reason": "CVE-2026-1" """));

        Assert.Equal(HttpStatusCode.Created, (await gated.AskAsync("POST", "/api/v1/gate", """{"sla":"one-sla","for":"2h","reason":"x","by":"ann"}""")).Status);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), await AskAsync(gated));
        await gated.RecoverAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), await AskAsync(gated));
    }

    [Fact]
    public async Task A_critical_canary_says_why_and_the_address_can_say_what_the_metadata_does_not()
    {
        await using var gated = await GatedAgent.StartAsync();
        await gated.BreachAsync();
        var (status, body) = await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm", """{"metadata":{"critical":"true"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("reason", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm?sla=free", "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gated.AskAsync("POST", "/api/v1/gate/flagger/rollback?sla=one-sla", """{"name":"chat","namespace":"prod","phase":"Progressing","checksum":"85d557f47b"}""")).Status);
    }

    /// <summary>What the two webhooks answer to what Flagger posts for a canary with this metadata.</summary>
    private static async Task<(HttpStatusCode Confirm, HttpStatusCode RollBack)> AskAsync(GatedAgent gated, string more = "")
    {
        var metadata = more.Contains("sla", StringComparison.Ordinal) ? more.TrimStart(',', ' ') : "\"sla\": \"one-sla\"" + more;
        var body = $$"""{"name":"chat","namespace":"prod","phase":"Progressing","checksum":"85d557f47b","buildId":"1","type":"confirm-promotion","metadata":{ {{metadata}} } }""";
        return ((await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm", body)).Status, (await gated.AskAsync("POST", "/api/v1/gate/flagger/rollback", body)).Status);
    }
}
