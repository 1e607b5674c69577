using System.Globalization;
using System.Text;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The skeleton of a blameless post-mortem in Markdown, with the facts of the record filled in; what only people can say is left for them. Pure: the same incident gives the same text.
/// </summary>
public static class PostmortemText
{
    private const string ToWrite = "_To be written._";

    /// <summary>Writes it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="obligations">What is or was owed for it; others are left out.</param>
    /// <param name="zone">The zone of the contract, shown beside UTC; null for UTC only.</param>
    /// <param name="now">Wall time: what goes on has lasted until then.</param>
    public static string Write(Incident incident, IEnumerable<Obligation> obligations, TimeZoneInfo? zone, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var times = new PostmortemTimes(zone);
        text.Append(CultureInfo.InvariantCulture, $"# Incident {incident.Number}: {Cell(Title(incident))}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"The facts are from the agent's record, as of {times.Of(now)}. This looks for what made it possible and what would make it less likely, not for whose fault it was.\n\n");
        Summary(text, incident, times, now);
        Impact(text, incident, now);
        Timeline(text, incident, times);
        Response(text, incident, now);
        Factors(text, incident);
        text.Append(CultureInfo.InvariantCulture, $"## What went well\n\n{ToWrite}\n\n## What made it longer or worse\n\n{ToWrite}\n\n");
        Actions(text, [.. obligations.Where(owed => owed.Incident == incident.Id).OrderBy(owed => owed.DueAt)], times, now);
        return text.ToString();
    }

    private static string Title(Incident incident) => incident.Objective is { } objective ? $"{incident.AlertName} of {incident.Agreement}/{objective}"
        : incident.Service is { } service ? $"{incident.AlertName} of {service}" : incident.AlertName;

    private static void Summary(StringBuilder text, Incident incident, PostmortemTimes times, DateTimeOffset now)
    {
        text.Append("## Summary\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Prose(incident.Annotations.Find("summary") ?? Title(incident))}. {Prose(incident.Annotations.Find("description") ?? "")}\n\n| | |\n| --- | --- |\n");
        Row(text, "id", $"`{incident.Id}`");
        Row(text, "state", incident.StateName());
        Row(text, "priority", incident.Priority);
        Row(text, "grade", incident.Grade?.Name());
        Row(text, "agreement", incident.Agreement);
        Row(text, "objective", incident.Objective);
        Row(text, "service", incident.Service);
        Row(text, "began", times.Of(incident.StartedAt));
        Row(text, "ended", incident.EndedAt is { } ended ? times.Of(ended) : "goes on");
        Row(text, "lasted", $"{Words.Span(Whole((incident.EndedAt ?? now) - incident.StartedAt))}{(incident.IsOpen ? " so far" : "")}");
        Row(text, "ended without recovery", incident.Annotations.Find("resolution"));
        Row(text, "closed", incident.ClosedAt is { } closed ? $"{times.Of(closed)}{(incident.ClosedBy is { } by ? $" by {Cell(by)}" : "")}" : null);
        text.Append('\n');
    }

    private static void Impact(StringBuilder text, Incident incident, DateTimeOffset now)
    {
        text.Append("## Impact\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- Time: {((incident.EndedAt ?? now) - incident.StartedAt).TotalMinutes:0.#} minutes{(incident.IsOpen ? " so far" : "")}\n");
        text.Append(incident.BudgetSpent is { } spent ? $"- Error budget: {Words.Percent(spent)} of the whole window's was spent at the worst moment\n" : "- Error budget: not known, or none is promised\n");
        text.Append(incident.Depth is { } depth ? $"- Depth: {Words.Percent(depth)} of the events in the shortest burn window were bad at the worst moment\n" : "- Depth: not known\n");
        text.Append(incident.Reasons.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"- Bad events: {incident.Reasons.Sum(reason => reason.Count)} since the run of them began that led to it\n") : "- Bad events: not counted for this alert\n");
        text.Append(CultureInfo.InvariantCulture, $"\nWho was affected, and how: {ToWrite}\n\n");
    }

    private static void Timeline(StringBuilder text, Incident incident, PostmortemTimes times)
    {
        text.Append("## Timeline\n\n").Append(times.Header);
        foreach (var happened in incident.Timeline)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {times.Cells(happened.At)} | {Cell(happened.Kind.Replace('_', ' '))} | {Cell(happened.Text)} |\n");
        }

        text.Append('\n');
    }

    private static void Response(StringBuilder text, Incident incident, DateTimeOffset now)
    {
        text.Append("## Detection and response\n\n| what | how long | from, to |\n| --- | --- | --- |\n");
        Span(text, "time to detect", incident.TimeToDetect, "first bad sample, alert", "not known");
        Span(text, "time to acknowledge", incident.TimeToAcknowledge, "alert, somebody took it on", $"nobody took it on{(incident.IsOpen ? $" in {Words.Span(Whole(now - incident.StartedAt))}" : "")}");
        Span(text, "time to recover", incident.EndedAt - incident.StartedAt, "true start, end", "goes on");
        text.Append('\n');
    }

    private static void Factors(StringBuilder text, Incident incident)
    {
        text.Append("## Contributing factors\n\n");
        var all = incident.Reasons.Sum(reason => reason.Count);
        if (all > 0)
        {
            text.Append("| why events were bad | how many | share |\n| --- | ---: | ---: |\n");
            foreach (var (reason, count) in incident.Reasons)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(reason)} | {count} | {Words.Percent(count / (double)all)} |\n");
            }

            text.Append('\n');
        }

        foreach (var version in incident.Timeline.Where(happened => happened.Kind == IncidentEventKinds.Version))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Prose(version.Text)}, seen at {Words.Time(version.At)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nWhat made it possible: {ToWrite}\n\n");
    }

    private static void Actions(StringBuilder text, IReadOnlyList<Obligation> owed, PostmortemTimes times, DateTimeOffset now)
    {
        text.Append("## Actions\n\n| what | who | until | state |\n| --- | --- | --- | --- |\n");
        foreach (var each in owed)
        {
            var state = each.DoneAt is { } done ? $"done at {times.Of(done)} by {Cell(each.DoneBy ?? "")}{(each.Note is { } note ? $": {Cell(note)}" : "")}" : each.IsOverdueAt(now) ? "overdue" : "owed";
            text.Append(CultureInfo.InvariantCulture, $"| {each.Kind.Words()} ({Cell(each.Id)}) | | {times.Of(each.DueAt)} | {state} |\n");
        }

        text.Append("| | | | |\n");
    }

    private static void Row(StringBuilder text, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");
        }
    }

    private static void Span(StringBuilder text, string name, TimeSpan? span, string between, string otherwise) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {(span is { } known ? Words.Span(Whole(known)) : otherwise)} | {between} |\n");

    private static TimeSpan Whole(TimeSpan span) => span < TimeSpan.FromSeconds(10) ? span < TimeSpan.Zero ? TimeSpan.Zero : span : TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));

    // What comes from servers and people must neither break a table nor become markup.
    private static string Cell(string text) => Prose(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Prose(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(letter switch { '<' => "&lt;", '>' => "&gt;", _ when char.IsControl(letter) => " ", _ => letter.ToString() });
        }

        return plain.ToString();
    }
}
