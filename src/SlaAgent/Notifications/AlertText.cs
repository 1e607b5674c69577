using System.Globalization;
using System.Text;
using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Notifications;

/// <summary>Makes labels and annotations safe to send: what came from a server or a user must not make a receiver refuse the alert.</summary>
internal static class AlertText
{
    /// <summary>Longest value of an annotation in bytes of UTF-8.</summary>
    public const int LongestAnnotation = 4096;

    /// <summary>Longest value of a label in bytes of UTF-8.</summary>
    public const int LongestLabel = 1024;

    /// <summary>Labels as sent: names in <c>[a-zA-Z_][a-zA-Z0-9_]*</c>, empty values left out as Alertmanager would, so that the fingerprint is the same.</summary>
    public static LabelSet Labels(LabelSet labels) => Clean(labels, LongestLabel, keepEmpty: false);

    /// <summary>Annotations as sent.</summary>
    public static LabelSet Annotations(LabelSet annotations) => Clean(annotations, LongestAnnotation, keepEmpty: true);

    /// <summary>Annotations as sent to <paramref name="receiver"/>: with who has taken the incident on, and why this receiver is told of it only now.</summary>
    public static LabelSet Annotations(Incident incident, string receiver)
    {
        var more = Facts(incident);
        if (incident.EscalationTo(receiver) is { } step)
        {
            more.Add(new("escalation", $"You are told because nobody had acknowledged this alert {DurationText.Write(step.After)} after it began."));
        }

        if (incident.Acknowledgement is { } taken)
        {
            more.Add(new("acknowledgement", Words(taken)));
        }

        return Annotations(more.Count == 0 ? incident.Annotations : incident.Annotations.With(more));
    }

    /// <summary>What the agent knows an incident by, and how bad it is: never among the labels, because it changes.</summary>
    private static List<KeyValuePair<string, string>> Facts(Incident incident)
    {
        var facts = new List<KeyValuePair<string, string>>();
        if (incident.Number > 0)
        {
            facts.Add(new("incident_number", incident.Number.ToString(CultureInfo.InvariantCulture)));
        }

        facts.AddRange(incident.Priority is { } priority ? [new("priority", priority)] : Array.Empty<KeyValuePair<string, string>>());
        facts.AddRange(incident.Grade is { } grade ? [new("grade", grade.Name())] : Array.Empty<KeyValuePair<string, string>>());
        return facts;
    }

    /// <summary>Who has taken an incident on, in words.</summary>
    public static string Words(Acknowledgement taken) => string.Create(
        CultureInfo.InvariantCulture, $"{taken.By} took it on at {taken.At.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}{(taken.Note is null ? "" : $": {taken.Note}")}");

    /// <summary><paramref name="text"/> without what must not be sent, cut to <paramref name="longest"/> bytes of UTF-8.</summary>
    public static string Cut(string text, int longest) => Value(text, longest);

    private static LabelSet Clean(LabelSet labels, int longest, bool keepEmpty) => LabelSet.From(labels.Pairs
        .Select(pair => new KeyValuePair<string, string>(Name(pair.Key), Value(pair.Value, longest)))
        .Where(pair => keepEmpty || pair.Value.Length > 0));

    private static string Name(string name)
    {
        var clean = string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    private static string Value(string value, int longest)
    {
        var clean = new StringBuilder(Math.Min(value.Length, longest));
        var bytes = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (IsUnwanted(rune))
            {
                continue;
            }

            bytes += rune.Utf8SequenceLength;
            if (bytes > longest - 3)
            {
                return clean.Append('…').ToString();
            }

            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    // Besides control characters: those that turn the direction of the text that follows, with which a value could disguise itself in a chat.
    private static bool IsUnwanted(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value != '\n') || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
