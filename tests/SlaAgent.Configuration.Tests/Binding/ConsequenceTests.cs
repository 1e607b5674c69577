using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>What follows from a breach, as written and as understood.</summary>
public sealed class ConsequenceTests
{
    private const string Credits = "{ objective: availability, tiers: [ { below: 99%, credit: 25% }, { below: 95%, credit: 100% }, { below: 99.9%, credit: 10% } ]";

    private const string Agent = """
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          receivers:
            - { name: executives, webhook: { url: "http://127.0.0.1:9000/hook" } }

        """;

    private static string Yaml(string consequences, string objective = "{ name: availability, availability: { probe: chat }, target: 99.9% }") =>
        Sample.WithObjective(objective, $"audience: external\n  window: {{ calendar: month }}\n  consequences: {consequences}") + Agent;

    private static BreachConsequences? Bind(TestFolder folder, string consequences)
    {
        var result = folder.Load(Yaml(consequences));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(result.NotInThisVersion, later => later.Path.Contains("consequences", StringComparison.Ordinal));
        return Assert.Single(result.Configuration!.Agreements).Consequences;
    }

    [Fact]
    public void Nothing_follows_where_nothing_is_written()
    {
        using var folder = new TestFolder();
        Assert.Null(Assert.Single(folder.Load(Sample.WithObjective("{ name: a, availability: { probe: chat }, target: 99% }")).Configuration!.Agreements).Consequences);
        Assert.Equal(new BreachConsequences(), Bind(folder, "{}"));
    }

    [Fact]
    public void Every_consequence_is_understood()
    {
        using var folder = new TestFolder();
        var written = "{ priority: P1, freeze: true, communication: { within: 4h, receivers: [executives] }, postmortem: { within: 5d }, remediation: { within: 10d }, "
            + "review: { breaches: 3, within: 90d, of: objective }, reopen: postmortem }";
        Assert.Equal(
            new()
            {
                Priority = "P1",
                Freeze = true,
                Reopen = GateReopening.Postmortem,
                Communication = new(TimeSpan.FromHours(4), ["executives"]),
                Postmortem = TimeSpan.FromDays(5),
                Remediation = TimeSpan.FromDays(10),
                Review = new(3, TimeSpan.FromDays(90), true),
            },
            Bind(folder, written));
    }

    [Fact]
    public void Credits_are_exact_and_their_tiers_in_order()
    {
        using var folder = new TestFolder();
        var credits = Bind(folder, $"{{ credits: {Credits}, cap: 50%, fee: {{ amount: 1200.50, currency: EUR }}, minimumAmount: 1, claimWithin: 30d }} }}")!.Credits!;
        Assert.Equal([new(0.95m, 1m), new(0.99m, 0.25m), new(0.999m, 0.1m)], credits.Tiers);
        Assert.Equal((0.5m, 1200.50m, "EUR", 1m, TimeSpan.FromDays(30)), (credits.Cap, credits.Fee, credits.Currency, credits.MinimumAmount, credits.ClaimWithin));
        Assert.Equal((null, null, null, 0m, null), Without(Bind(folder, $"{{ credits: {Credits} }} }}")!.Credits!));

        static (decimal?, decimal?, string?, decimal, TimeSpan?) Without(ServiceCredits plain) => (plain.Cap, plain.Fee, plain.Currency, plain.MinimumAmount, plain.ClaimWithin);
    }

    [Theory]
    [InlineData("{ communication: { within: 4h, receivers: [nobody] } }", "spec.consequences.communication.receivers[0]: the Agent document has no receiver 'nobody'")]
    [InlineData("{ freeze: true, reopen: postmortem }", "spec.consequences.reopen: nobody owes a post-mortem")]
    [InlineData("{ credits: { objective: none, tiers: [ { below: 99%, credit: 10% } ] } }", "spec.consequences.credits.objective: this SLA has no objective 'none'")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 99%, credit: 10% }, { below: 99%, credit: 10% } ] } }", "spec.consequences.credits.tiers[1].below: a tier below the same ratio is already there")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 99%, credit: 10% }, { below: 95%, credit: 5% } ] } }", "spec.consequences.credits.tiers[1].credit: below 99% it is 10%: less would be given back for more that went wrong")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 101%, credit: 10% } ] } }", "spec.consequences.credits.tiers[0].below: '101%' is not a ratio")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 99%, credit: 10% } ], minimumAmount: 1 } }", "spec.consequences.credits.minimumAmount: needs fee")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 99%, credit: 10% } ], fee: { amount: 0, currency: EUR } } }", "spec.consequences.credits.fee.amount: '0' is not a number above 0")]
    [InlineData("{ credits: { objective: availability, tiers: [ { below: 99%, credit: 10% } ], fee: { amount: 5, currency: euro } } }", "spec.consequences.credits.fee.currency: 'euro': not the code of a currency")]
    [InlineData("{ review: { breaches: 0, within: 90d } }", "spec.consequences.review.breaches: '0' is not a whole number from 1 to 1000")]
    public void What_cannot_follow_is_refused(string consequences, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(folder.Errors(Yaml(consequences)), e => e.Contains(": " + error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_that_no_breach_closes_needs_no_word_on_when_it_opens()
    {
        using var folder = new TestFolder();
        var warning = Assert.Single(folder.Load(Yaml("{ reopen: recovered }")).Diagnostics);
        Assert.Equal((DiagnosticSeverity.Warning, "spec.consequences.reopen"), (warning.Severity, warning.Path));
    }
}
