using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>Finds the incidents of a period, and reckons their figures.</summary>
internal static class IncidentReckoning
{
    /// <summary>Breaches of an agreement and outages of its service that overlap a time, oldest first. Incidents of burning too fast and of measuring too little are no breach of anything, and are left out.</summary>
    public static EquatableArray<Incident> In(EvidenceIndex index, string agreement, string service, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. index.Incidents
            .Where(incident => IsBreach(incident, agreement) || IsOutage(incident, service))
            .Where(incident => incident.StartedAt < to && (incident.EndedAt is not { } ended || ended >= from))
            .OrderBy(incident => incident.StartedAt).ThenBy(incident => incident.Number),
    ];

    /// <summary>Whether it is a breach of an agreement.</summary>
    public static bool IsBreach(Incident incident, string agreement) => incident.AlertName == AlertLabels.Breached && incident.Agreement == agreement;

    /// <summary>Figures of the breaches among <paramref name="incidents"/>.</summary>
    public static IncidentFigures Figures(IEnumerable<Incident> incidents, string agreement, DateTimeOffset from, DateTimeOffset to)
    {
        var breaches = incidents.Where(incident => IsBreach(incident, agreement)).OrderBy(incident => incident.StartedAt).ToList();
        return new(IncidentStatistics.Of(breaches, from, to), Union(breaches, from, to));
    }

    private static bool IsOutage(Incident incident, string service) => incident.Service == service && (incident.AlertName is AlertLabels.Down or AlertLabels.Hung);

    private static TimeSpan Union(List<Incident> breaches, DateTimeOffset from, DateTimeOffset to)
    {
        var (sum, reached) = (TimeSpan.Zero, from);
        foreach (var incident in breaches)
        {
            var begin = incident.StartedAt > reached ? incident.StartedAt : reached;
            var end = incident.EndedAt is { } ended && ended < to ? ended : to;
            if (end > begin)
            {
                sum += end - begin;
                reached = end;
            }
        }

        return sum;
    }
}
