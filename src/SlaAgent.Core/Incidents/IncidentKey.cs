using System.Globalization;

namespace SlaAgent.Core.Incidents;

/// <summary>What people call an incident by: its id, its number, or a beginning of its id that no other has.</summary>
public static class IncidentKey
{
    /// <summary>Fewest characters of an id.</summary>
    public const int ShortestPrefix = 4;

    /// <summary>The incidents meant by <paramref name="key"/>: one where it is clear, none where there is none, several where they begin so.</summary>
    public static IReadOnlyList<Incident> Matches(IEnumerable<Incident> incidents, string key)
    {
        var all = incidents.ToList();
        if (all.Find(incident => incident.Id == key) is { } exact)
        {
            return [exact];
        }

        var number = key.StartsWith('#') ? key[1..] : key;
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 && all.Find(incident => incident.Number == wanted) is { } numbered)
        {
            return [numbered];
        }

        return key.Length < ShortestPrefix ? [] : [.. all.Where(incident => incident.Id.StartsWith(key, StringComparison.OrdinalIgnoreCase))];
    }
}
