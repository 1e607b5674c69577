using System.Text.Json;
using Microsoft.Data.Sqlite;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Ledger.DamagedDatabase;

namespace SlaAgent.Ledger;

/// <summary>All of a damaged database but its slots: each table from both ends towards the damage.</summary>
internal sealed class SalvageReader(DamagedDatabase database)
{
    /// <summary>Incidents, and whether an outbox had taken them over.</summary>
    public IReadOnlyList<(Incident Incident, bool Taken)> Incidents()
    {
        var found = new Dictionary<string, (Incident, bool)>(StringComparer.Ordinal);
        var senseless = new HashSet<string>(StringComparer.Ordinal);
        void Take(SqliteDataReader row)
        {
            if (Bytes(row, 2) is { } json && Read(json) is { } incident && incident.Id == Text(row, 0))
            {
                found[incident.Id] = (incident, Number(row, 1) is not 0);
            }
            else
            {
                senseless.Add(Text(row, 0) ?? "");
            }
        }

        if (!database.FromBothEnds("incidents", "SELECT id, taken, json FROM incidents", "id", Take))
        {
            // The index knows more of them than the broken tree leads to.
            var ids = new HashSet<string>(StringComparer.Ordinal);
            database.FromBothEnds("incidents", "SELECT id FROM incidents INDEXED BY incidents_by_end", "ended", row => ids.Add(Text(row, 0) ?? ""));
            foreach (var id in ids.Where(id => !found.ContainsKey(id)))
            {
                database.Each("incidents", "SELECT id, taken, json FROM incidents WHERE id = $1", Take, id);
            }
        }

        database.Unreadable += senseless.Count;
        return [.. found.Values];
    }

    /// <summary>How far each delivery had come.</summary>
    public IReadOnlyList<DeliveryRecord> Deliveries()
    {
        var found = new Dictionary<DeliveryKey, DeliveryRecord>();
        var acknowledged = database.HasAcknowledgements ? "acknowledged" : "NULL";
        database.FromBothEnds("deliveries", $"SELECT receiver, address, incident, firing, resolved, sent, rejected, {acknowledged} FROM deliveries", "incident", row =>
        {
            if (Text(row, 0) is { } receiver && Text(row, 1) is { } address && Text(row, 2) is { } incident)
            {
                var key = new DeliveryKey(receiver, address, incident);
                found[key] = new DeliveryRecord(key, Time(row, 3), Time(row, 4), Time(row, 5), Text(row, 6), Time(row, 7));
            }
        });
        return [.. found.Values];
    }

    /// <summary>Token of the last transaction that committed; null where it cannot be read.</summary>
    public string? Token()
    {
        string? token = null;
        database.FromBothEnds("commits", "SELECT token FROM commits", "one", row => token = Text(row, 0));
        return token;
    }

    /// <summary>Small facts by key.</summary>
    public IReadOnlyDictionary<string, string> Facts()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        database.FromBothEnds("facts", "SELECT key, value FROM facts", "key", row =>
        {
            if (Text(row, 0) is { } key && Text(row, 1) is { } value)
            {
                found[key] = value;
            }
        });
        return found;
    }

    /// <summary>Results held in drains.</summary>
    public IReadOnlyList<Sample> Held()
    {
        var found = new Dictionary<(long, string, string), Sample>();
        database.FromBothEnds("held", "SELECT probe, json FROM held", "at", row =>
        {
            if (Text(row, 0) is { } key && Bytes(row, 1) is { } json && SampleJson.Read(key, json) is { } sample)
            {
                found[(sample.At.Ticks, sample.Service, key)] = sample;
            }
        });
        return [.. found.Values];
    }

    /// <summary>
    /// Runs of evaluations. In a file of the version before there are none; where its first page has been replaced, what stands in their place has no text where
    /// they have one, and is nothing that was lost.
    /// </summary>
    public IReadOnlyList<EvaluationRun> Evaluations()
    {
        var found = new Dictionary<(string, string, long), EvaluationRun>();
        if (!database.HasEvaluations)
        {
            return [];
        }

        database.FromBothEnds("evaluations", "SELECT service, probe, question, waived, json, digest, excluded FROM evaluations", "at", row =>
        {
            if (EvaluationTable.Read(row) is { } run)
            {
                found[(run.Result.Service, run.Result.Probe, run.Result.ScheduledAt.Ticks)] = run;
            }
        });
        return [.. found.Values];
    }

    private static Incident? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LedgerJson.Default.Incident);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        Number(row, column) is { } ticks && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
