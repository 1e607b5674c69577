using System.Buffers;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Reports;
using SlaAgent.Reports.Sections;

namespace SlaAgent.Reports;

/// <summary>Writes a report as JSON: ratios 0 to 1, seconds, times of RFC 3339 in UTC, null for what is not known. Keys are only ever added; docs/report.md has them all.</summary>
internal static class JsonRenderer
{
    /// <summary>The number of the form; a change that is not an addition raises it.</summary>
    public const int Version = 1;

    public static string Write(ComplianceReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            WriteAgreement(json, report);
            WritePeriod(json, "period", report.Period);
            json.WriteString("madeAt", report.MadeAt.UtcDateTime);
            json.WriteBoolean("over", report.IsOver);
            json.WriteString("verdict", Verdict(report.Verdict));
            json.Array("objectives", report.Objectives, ObjectiveJson.Write);
            WriteIncidents(json, report);
            json.Array("exclusions", report.Exclusions, WriteExclusion);
            json.Array("excludedByKind", report.ExcludedByKind, WriteExcluded);
            json.Array("adjustments", report.Adjustments, WriteAdjustment);
            WriteCredit(json, report.Credit);
            json.Array("obligations", report.Obligations, (writer, owed) => WriteObligation(writer, owed, report.MadeAt));
            json.Array("gateClosures", report.GateClosures, WriteClosure);
            json.Array("gateOverrides", report.Overrides, WriteOverride);
            WriteComparisons(json, report);
            json.Array("notes", report.Notes, (writer, note) => writer.WriteStringValue(note));
            WriteEvidence(json, report.Evidence);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>The name of a verdict: <c>met</c>, <c>breached</c> or <c>not_judged</c>.</summary>
    public static string Verdict(PeriodVerdict verdict) => verdict switch
    {
        PeriodVerdict.Met => "met",
        PeriodVerdict.Breached => "breached",
        _ => "not_judged",
    };

    private static void WriteAgreement(Utf8JsonWriter json, ComplianceReport report)
    {
        var terms = report.Terms;
        json.WriteString("sla", terms.Name);
        json.WriteString("service", terms.Service);
        json.WriteString("audience", terms.Audience.ToString().ToLowerInvariant());
        json.WriteString("scope", terms.Scope.ToString().ToLowerInvariant());
        json.WriteString("provider", terms.Provider);
        json.WriteString("consumer", terms.Consumer);
        json.WriteString("description", terms.Description);
        json.WriteStartObject("window");
        json.WriteString("kind", terms.Calendar is { } unit ? unit.ToString().ToLowerInvariant() : "rolling");
        json.WriteNumber("seconds", terms.Window.TotalSeconds);
        json.WriteString("timeZone", terms.TimeZone);
        json.WriteEndObject();
    }

    private static void WritePeriod(Utf8JsonWriter json, string name, ReportPeriod period)
    {
        json.WriteStartObject(name);
        json.WriteString("name", period.Name);
        json.WriteString("from", period.From.UtcDateTime);
        json.WriteString("to", period.To.UtcDateTime);
        json.WriteString("timeZone", period.TimeZone);
        json.WriteEndObject();
    }

    private static void WriteExcluded(Utf8JsonWriter json, ExcludedTime excluded)
    {
        json.WriteStartObject();
        json.WriteString("kind", excluded.Kind switch
        {
            ExclusionKind.Agreed => "agreed",
            ExclusionKind.Announced => "announced",
            ExclusionKind.ByHand => "by_hand",
            _ => "after_the_fact",
        });
        json.WriteNumber("count", excluded.Count);
        json.WriteNumber("seconds", excluded.Time.TotalSeconds);
        json.WriteEndObject();
    }

    private static void WriteIncidents(Utf8JsonWriter json, ComplianceReport report)
    {
        var (breaches, inBreach) = report.IncidentFigures;
        json.WriteStartObject("incidentFigures");
        json.WriteNumber("breaches", breaches.Count);
        json.WriteNumber("unresolved", breaches.Unresolved);
        json.Number("breachesPerThirtyDays", breaches.PerThirtyDays);
        json.WriteNumber("inBreachSeconds", inBreach.TotalSeconds);
        json.Seconds("meanSecondsBetween", breaches.MeanTimeBetween);
        json.Seconds("meanSecondsToDetect", breaches.MeanTimeToDetect);
        json.Seconds("meanSecondsToAcknowledge", breaches.MeanTimeToAcknowledge);
        json.Seconds("meanSecondsToRecover", breaches.MeanTimeToRecover);
        json.WriteEndObject();
        json.Array("incidents", report.Incidents, WriteIncident);
    }

    private static void WriteIncident(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WriteString("id", incident.Id);
        json.WriteNumber("number", incident.Number);
        json.WriteString("alert", incident.AlertName);
        json.WriteString("objective", incident.Objective);
        json.WriteString("priority", incident.Priority);
        json.WriteString("grade", incident.Grade?.ToString().ToLowerInvariant());
        json.WriteString("startedAt", incident.StartedAt.UtcDateTime);
        json.Time("endedAt", incident.EndedAt);
        json.Time("closedAt", incident.ClosedAt);
        json.Number("budgetSpent", incident.BudgetSpent);
        json.Number("depth", incident.Depth);
        json.WriteString("acknowledgedBy", incident.Acknowledgement?.By);
        json.Time("acknowledgedAt", incident.Acknowledgement?.At);
        json.WriteEndObject();
    }

    private static void WriteExclusion(Utf8JsonWriter json, ExcludedStretch exclusion)
    {
        var fact = exclusion.Fact;
        json.WriteStartObject();
        json.WriteString("id", fact.Id);
        json.WriteString("name", fact.Name);
        json.Array("objectives", fact.Objectives, (writer, name) => writer.WriteStringValue(name));
        json.WriteString("from", fact.From.UtcDateTime);
        json.WriteString("to", fact.To.UtcDateTime);
        json.WriteBoolean("over", fact.IsOver);
        json.WriteNumber("secondsInPeriod", exclusion.Within.TotalSeconds);
        json.Time("announcedAt", fact.AnnouncedAt);
        json.WriteString("by", fact.By);
        json.WriteString("reason", fact.Reason);
        json.WriteString("countsBecause", fact.CountsBecause);
        json.WriteEndObject();
    }

    private static void WriteAdjustment(Utf8JsonWriter json, Adjustment adjustment)
    {
        json.WriteStartObject();
        json.WriteString("id", adjustment.Id);
        json.WriteString("by", adjustment.By);
        json.WriteString("reason", adjustment.Reason);
        json.WriteString("at", adjustment.At.UtcDateTime);
        json.WriteString("from", adjustment.From.UtcDateTime);
        json.WriteString("to", adjustment.To.UtcDateTime);
        json.WriteEndObject();
    }

    private static void WriteCredit(Utf8JsonWriter json, ServiceCredit? credit)
    {
        if (credit is null)
        {
            json.WriteNull("credit");
            return;
        }

        json.WriteStartObject("credit");
        json.WriteString("objective", credit.Objective);
        json.WriteNumber("ratio", credit.Ratio);
        json.Number("amount", credit.Amount);
        json.WriteString("currency", credit.Currency);
        json.Time("claimUntil", credit.ClaimUntil);
        json.Array("calculation", credit.Steps, (writer, step) => writer.WriteStringValue(step));
        json.WriteEndObject();
    }

    private static void WriteObligation(Utf8JsonWriter json, Obligation owed, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", owed.Id);
        json.WriteString("kind", owed.Kind.ToString().ToLowerInvariant());
        json.WriteString("objective", owed.Objective);
        json.WriteNumber("incident", owed.IncidentNumber);
        json.WriteString("because", owed.Because);
        json.WriteString("openedAt", owed.OpenedAt.UtcDateTime);
        json.WriteString("dueAt", owed.DueAt.UtcDateTime);
        json.WriteString("state", ObligationSection.State(owed, now).Replace(' ', '_'));
        json.Time("doneAt", owed.DoneAt);
        json.WriteString("doneBy", owed.DoneBy);
        json.WriteString("note", owed.Note);
        json.WriteEndObject();
    }

    private static void WriteClosure(Utf8JsonWriter json, GateClosure closure)
    {
        json.WriteStartObject();
        json.WriteString("from", closure.From.UtcDateTime);
        json.Time("to", closure.To);
        json.WriteString("because", closure.Because);
        json.WriteEndObject();
    }

    private static void WriteOverride(Utf8JsonWriter json, GateOverride held)
    {
        json.WriteStartObject();
        json.WriteString("by", held.By);
        json.WriteString("reason", held.Reason);
        json.WriteString("from", held.From.UtcDateTime);
        json.WriteString("until", held.Until.UtcDateTime);
        json.Time("endedAt", held.EndedAt);
        json.WriteEndObject();
    }

    private static void WriteComparisons(Utf8JsonWriter json, ComplianceReport report)
    {
        if (report.Previous is { } previous)
        {
            json.WriteStartObject("previous");
            WritePeriod(json, "period", previous.Period);
            json.WriteNumber("breaches", previous.Breaches);
            json.Array("objectives", previous.Objectives, ObjectiveJson.Write);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("previous");
        }

        json.Array("counterparts", report.Counterparts, (writer, other) =>
        {
            writer.WriteStartObject();
            writer.WriteString("sla", other.Terms.Name);
            writer.WriteString("audience", other.Terms.Audience.ToString().ToLowerInvariant());
            writer.Array("objectives", other.Objectives, ObjectiveJson.Write);
            writer.WriteEndObject();
        });
    }

    private static void WriteEvidence(Utf8JsonWriter json, EvidenceRange evidence)
    {
        json.WriteStartObject("evidence");
        json.WriteNumber("first", evidence.First);
        json.WriteNumber("last", evidence.Last);
        json.WriteString("head", evidence.Head);
        json.WriteNumber("openHours", evidence.OpenHours);
        json.WritePropertyName("chainIsWhole");
        if (evidence.Chain is { } chain)
        {
            json.WriteBooleanValue(chain.IsWhole);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("chain", evidence.Chain?.Says);
        json.WriteEndObject();
    }
}
