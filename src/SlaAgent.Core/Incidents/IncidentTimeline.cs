using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Incidents;

/// <summary>What happened in an incident, in order of time. Bounded: the first events and the last are kept, and one says how many between them are left out.</summary>
internal static class IncidentTimeline
{
    /// <summary>Most events.</summary>
    public const int Most = 50;

    /// <summary>So many of the first are kept.</summary>
    private const int First = 20;

    /// <summary>The timeline with one more event, after those of the same time.</summary>
    public static EquatableArray<IncidentEvent> With(EquatableArray<IncidentEvent> timeline, IncidentEvent happened)
    {
        var events = new List<IncidentEvent>(timeline);
        var place = events.Count;
        while (place > 0 && events[place - 1].At > happened.At)
        {
            place--;
        }

        events.Insert(place, happened);
        if (events.Count > Most)
        {
            LeaveOneOut(events);
        }

        return [.. events];
    }

    private static void LeaveOneOut(List<IncidentEvent> events)
    {
        var mark = events.FindIndex(happened => happened.Kind == IncidentEventKinds.Omitted);
        if (mark < 0)
        {
            events[First] = Omitted(events[First].At, 2);
            events.RemoveAt(First + 1);
            return;
        }

        events[mark] = Omitted(events[mark].At, Count(events[mark]) + 1);
        events.RemoveAt(mark + 1 < events.Count ? mark + 1 : mark - 1);
    }

    private static IncidentEvent Omitted(DateTimeOffset at, int count) =>
        new(at, IncidentEventKinds.Omitted, string.Create(CultureInfo.InvariantCulture, $"{count} events are left out here"));

    private static int Count(IncidentEvent omitted) =>
        int.TryParse(omitted.Text.AsSpan(0, Math.Max(0, omitted.Text.IndexOf(' ', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
}
