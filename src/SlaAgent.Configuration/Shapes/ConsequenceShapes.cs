namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.consequences</c> of a ServiceLevelAgreement.</summary>
internal static class ConsequenceShapes
{
    public static readonly ObjectShape Consequences = new(
        new KeyShape("priority", Scalars.Text, "Priority of the incident that a breach opens.", Example: "P1"),
        new KeyShape("freeze", Scalars.Boolean, "Whether a breach closes the deployment gate.", "false", "true"),
        new KeyShape(
            "communication",
            new ObjectShape(
                new KeyShape("within", CommonShapes.Span, "Deadline.", Example: "4h") { Required = true },
                new KeyShape("receivers", new ListShape(Scalars.Name), "To whom.", Example: "[executives]") { Required = true }),
            "A statement that is owed."),
        new KeyShape("postmortem", Deadline(), "A post-mortem that is owed.", Example: "{ within: 5d }"),
        new KeyShape("remediation", Deadline(), "A remediation plan that is owed.", Example: "{ within: 10d }"),
        new KeyShape(
            "review",
            new ObjectShape(
                new KeyShape("breaches", Scalars.Integer(1, 1000), "So many breaches make a review due.", Example: "3") { Required = true },
                new KeyShape("within", CommonShapes.Span, "Time in which they are counted.", Example: "90d") { Required = true },
                new KeyShape("of", Scalars.OneOf("sla", "objective"), "Whose breaches are counted.", "sla", "objective")),
            "An architecture review."),
        new KeyShape("reopen", Scalars.OneOf("recovered", "postmortem"), "When the gate opens again.", "recovered", "postmortem"),
        new KeyShape(
            "credits",
            new ObjectShape(
                new KeyShape("objective", Scalars.Name, "The objective that decides.", Example: "availability") { Required = true },
                new KeyShape("tiers", new ListShape(Tier()), "The smallest below above what was achieved applies.") { Required = true },
                new KeyShape("cap", Scalars.Ratio(above0: true), "Most of the fee that is given back.", "none but the tiers", "50%"),
                new KeyShape("fee", Fee(), "The fee of one period; without it credits are shares only.", Example: "{ amount: 1200, currency: EUR }"),
                new KeyShape("minimumAmount", Money(), "A credit of less is none; in the fee's currency, needs fee.", "none", "1"),
                new KeyShape("claimWithin", CommonShapes.Span, "Time from the period's end in which a credit must be claimed.", "none", "30d"))
            {
                Needs = [("minimumAmount", "fee")],
            },
            "Share of the period's fee that is given back; external SLAs with calendar windows only."));

    private static ObjectShape Deadline() => new(new KeyShape("within", CommonShapes.Span, "Deadline.", Example: "5d") { Required = true });

    private static ObjectShape Fee() => new(
        new KeyShape("amount", Money(), "How much.", Example: "1200") { Required = true },
        new KeyShape("currency", Scalars.Currency, "Its code in ISO 4217.", Example: "EUR") { Required = true });

    private static ScalarShape Money() => Scalars.Number(0, 1_000_000_000_000, open: true);

    private static ObjectShape Tier() => new(
        new KeyShape("below", Scalars.Ratio(above0: true), "Compliance under this…", Example: "99.9%") { Required = true },
        new KeyShape("credit", Scalars.Ratio(above0: true), "…gives this share back.", Example: "10%") { Required = true });
}
