namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec</c> of a ServiceLevelAgreement, its objectives apart.</summary>
internal static class AgreementShapes
{
    private static readonly ListShape s_names = new(Scalars.Name);

    private static readonly ObjectShape s_window = new(
        new KeyShape("rolling", Scalars.Duration(TimeSpan.FromMinutes(5), CommonShapes.LongestWindow), "Length of a rolling window: 5m to 90d.", "30d", "30d"),
        new KeyShape("calendar", Scalars.OneOf("day", "week", "month", "quarter", "year"), "Period of a calendar window; weeks begin on Monday.", Example: "month"),
        new KeyShape("timeZone", Scalars.TimeZone, "Zone at whose midnight periods begin.", "the agent's", "Europe/Berlin"))
    {
        Rules = [KeyRule.ExactlyOne("rolling", "calendar")],
        Needs = [("timeZone", "calendar")],
    };

    private static readonly ObjectShape s_burnRate = new(
        new KeyShape("severity", Scalars.OneOf("page", "ticket"), "Which alert the row belongs to.", Example: "page") { Required = true },
        new KeyShape("factor", Scalars.Number(0, 1_000_000, open: true), "Burn rate that both windows must exceed.", Example: "14.4") { Required = true },
        new KeyShape("long", Scalars.Duration(TimeSpan.FromSeconds(1), CommonShapes.LongestWindow), "The long window; shorter than the SLA's.", Example: "1h") { Required = true },
        new KeyShape("short", Scalars.Duration(TimeSpan.FromSeconds(1), CommonShapes.LongestWindow), "The short window; shorter than the long one.", Example: "5m") { Required = true });

    public static readonly ObjectShape Spec = new(
        new KeyShape("service", Scalars.Name, "Name of the ModelService.", Example: "sentiment") { Required = true },
        new KeyShape("audience", Scalars.OneOf("internal", "external"), "Whom the promise is made to.", "internal", "external"),
        new KeyShape("provider", Scalars.Text, "Who promises.", Example: "ML Platform"),
        new KeyShape("consumer", Scalars.Text, "To whom.", Example: "Acme GmbH"),
        new KeyShape("description", Scalars.AnyText, "Free text.", Example: "\"…\""),
        new KeyShape("scope", Scalars.OneOf("service", "replica", "fleet"), "What this agent speaks for.", "service; replica in a sidecar", "service"),
        new KeyShape("window", s_window, "Time over which the objectives are judged.", "{ rolling: 30d }", "{ rolling: 30d }"),
        new KeyShape("objectives", new ListShape(ObjectiveShapes.Objective), "What is promised.") { Required = true },
        new KeyShape("exclusions", new ListShape(Exclusion()), "Time that does not count, and is shown as such."),
        new KeyShape("notice", CommonShapes.Span, "How long before its start an exclusion must be announced; one announced later counts.", "none; not after its start", "7d"),
        new KeyShape(
            "pauses",
            new ObjectShape(new KeyShape("longest", Scalars.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)), "The longest one: 1m to 31d.", "24h", "24h")),
            "Pauses by hand."),
        new KeyShape("preconditions", new ListShape(Precondition()), "What must hold for the time to count; while a value is known to be too small, it does not."),
        new KeyShape("alerting", Alerting(), "How alerts are raised and to whom they go."),
        new KeyShape("consequences", ConsequenceShapes.Consequences, "What follows from a breach."));

    private static ObjectShape Exclusion() => new(
        new KeyShape("name", Scalars.Name, "Unique within the SLA.", Example: "patching") { Required = true },
        new KeyShape("cron", Scalars.Cron, "When it begins, again and again; needs duration.", Example: "\"0 2 * * 0\""),
        new KeyShape("duration", CommonShapes.Span, "How long it lasts; needs cron.", Example: "1h"),
        new KeyShape("from", Scalars.Time, "When it begins, once; needs to.", Example: "2026-12-01T22:00:00Z"),
        new KeyShape("to", Scalars.Time, "When it ends; needs from.", Example: "2026-12-02T02:00:00Z"),
        new KeyShape("timeZone", Scalars.TimeZone, "Zone of cron.", "the agent's", "Europe/Berlin"),
        new KeyShape("announcedAt", Scalars.Time, "When those to whom the promise is made were told of it.", "part of the SLA itself", "2026-11-20T09:00:00Z"),
        new KeyShape("objectives", s_names, "Only for these objectives.", "all", "[accuracy]"))
    {
        Rules = [KeyRule.ExactlyOne("cron", "from")],
        Needs = [("cron", "duration"), ("duration", "cron"), ("from", "to"), ("to", "from"), ("timeZone", "cron")],
    };

    private static ObjectShape Precondition() => new(
    [
        new KeyShape("name", Scalars.Name, "Unique within the SLA.", Example: "replicas") { Required = true },
        .. TrafficShapes.OneMetric,
        new KeyShape("url", Scalars.HookUrl, "The page that has it.", "the service's own metrics", "http://kube-state-metrics.monitoring:8080/metrics"),
        new KeyShape("atLeast", Scalars.Number(0, 1e15, open: true), "Its smallest value; several series are added up.", Example: "2") { Required = true },
        new KeyShape("interval", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "Time between two readings: 1s to 1h.", "15s", "15s"),
    ]);

    private static ObjectShape Alerting() => new(
        new KeyShape("burnRates", new ListShape(s_burnRate), "Rows of the burn-rate alert.", "the four of the SRE workbook, scaled to the window"),
        new KeyShape("labels", CommonShapes.Labels, "Labels added to every alert of the SLA.", Example: "{ runbook: sentiment }"),
        new KeyShape("annotations", CommonShapes.Annotations, "Annotations added to every alert of the SLA.", Example: "{ runbook_url: \"https://wiki.example.org\" }"),
        new KeyShape(
            "receivers",
            new ObjectShape(
                new KeyShape("page", s_names, "Receivers of pages.", "all", "[oncall]"),
                new KeyShape("ticket", s_names, "Receivers of tickets.", "all", "[room]")),
            "Who gets which alerts.",
            "all get all"),
        new KeyShape("escalation", new ListShape(Escalation()), "Who else is told while an alert is open and unacknowledged."));

    private static ObjectShape Escalation() => new(
        new KeyShape("after", CommonShapes.Span, "Time since the alert began.", Example: "30m") { Required = true },
        new KeyShape("receivers", s_names, "Who is told.", Example: "[lead]") { Required = true });
}
