using System.Globalization;
using SlaAgent.Core;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Hosting;

/// <summary>The facts of preconditions that do not hold: <c>precondition/SLA/NAME</c> says since when (<c>unmet 2026-03-02T12:00:00.0000000Z</c>).</summary>
internal sealed class PreconditionFacts
{
    private const string Key = "precondition";
    private const string Unmet = "unmet";

    private readonly Dictionary<(string Agreement, string Name), DateTimeOffset> _unmet = [];

    /// <summary>Those that the ledger held when the process began; what makes no sense is left out.</summary>
    public static IReadOnlyList<PastPrecondition> Read(IEnumerable<KeyValuePair<string, string>> facts)
    {
        var read = new List<PastPrecondition>();
        foreach (var (key, value) in facts)
        {
            if (key.Split('/') is [Key, var agreement, var name] && value.Split(' ') is [Unmet, var since]
                && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                read.Add(new(agreement, name, at));
            }
        }

        return read;
    }

    /// <summary>Knows what the ledger holds already.</summary>
    public void Adopt(Past past)
    {
        foreach (var known in past.Preconditions)
        {
            _unmet[(known.Agreement, known.Name)] = known.Since;
        }
    }

    /// <summary>Adds what a snapshot says differently from the last one; a null value is a fact that is none any more.</summary>
    public void AddChanges(AgentSnapshot snapshot, ref List<KeyValuePair<string, string?>>? changes)
    {
        if (_unmet.Count == 0 && snapshot.Preconditions.Count == 0)
        {
            return;
        }

        var now = snapshot.Preconditions.Where(known => known.UnmetSince is not null).ToDictionary(known => (known.Agreement, known.Name), known => known.UnmetSince!.Value);
        foreach (var (agreement, name) in _unmet.Keys.Except(now.Keys).ToList())
        {
            _unmet.Remove((agreement, name));
            (changes ??= []).Add(new($"{Key}/{agreement}/{name}", null));
        }

        foreach (var (key, since) in now)
        {
            if (!_unmet.TryGetValue(key, out var known) || known != since)
            {
                _unmet[key] = since;
                (changes ??= []).Add(new($"{Key}/{key.Agreement}/{key.Name}", string.Create(CultureInfo.InvariantCulture, $"{Unmet} {since.UtcDateTime:O}")));
            }
        }
    }
}
