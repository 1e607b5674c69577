namespace SlaAgent.Core.Incidents;

/// <summary>The versions of the models, as their configuration and their evaluations say them: the last of each source.</summary>
internal sealed class VersionBook
{
    private readonly Dictionary<(string Service, string Source), IncidentEvent> _last = [];

    /// <summary>What is known of a service.</summary>
    public IEnumerable<IncidentEvent> Of(string? service) => _last.Where(pair => pair.Key.Service == service).Select(pair => pair.Value).OrderBy(seen => seen.At);

    /// <summary>Notes a version; null where the source said the same before, or something later.</summary>
    public IncidentEvent? See(string service, string source, string version, DateTimeOffset at)
    {
        var seen = new IncidentEvent(at, IncidentEventKinds.Version, $"model version {Objectives.Words.Quote(version)}, by {source}");
        if (_last.TryGetValue((service, source), out var known) && (known.Text == seen.Text || known.At > at))
        {
            return null;
        }

        return _last[(service, source)] = seen;
    }
}
