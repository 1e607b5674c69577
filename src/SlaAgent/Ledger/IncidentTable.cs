using System.Text.Json;
using Microsoft.Data.Sqlite;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Ledger;

/// <summary>Incidents and how far their delivery has come.</summary>
internal sealed class IncidentTable(SqliteStatements statements)
{
    /// <summary>Closed incidents beyond these are forgotten once nothing of them is owed.</summary>
    public const int KeptClosed = 10_000;

    /// <summary>Incidents that have ended and are loaded at the start, whether they are closed or not.</summary>
    public const int LoadedClosed = 100;

    /// <summary>Incidents that have ended, are not closed, and are loaded at the start besides.</summary>
    public const int LoadedResolved = 1000;

    // Those from before incidents were numbered are over, and so is what people are told without an incident. The texts stand in no value: JSON escapes its quotation marks.
    private const string IsResolved = "ended IS NOT NULL AND instr(json, '\"closedAt\":') = 0 AND instr(json, '\"number\":0') = 0 AND instr(json, '\"number\":') > 0";

    /// <summary>Writes the latest state of an incident.</summary>
    public void Put(Incident incident, bool takenOver) => statements.Run(
        "INSERT INTO incidents(id, ended, taken, json) VALUES($1, $2, $3, $4) ON CONFLICT DO UPDATE SET ended = excluded.ended, taken = excluded.taken, json = excluded.json",
        incident.Id,
        incident.EndedAt?.UtcTicks,
        takenOver ? 1 : 0,
        JsonSerializer.SerializeToUtf8Bytes(incident, LedgerJson.Default.Incident));

    /// <summary>Notes that an outbox has taken an incident over.</summary>
    public void TakeOver(string id) => statements.Run("UPDATE incidents SET taken = 1 WHERE id = $1", id);

    /// <summary>Writes a delivery, or removes it where <paramref name="record"/> is null.</summary>
    public void Put(DeliveryKey key, DeliveryRecord? record)
    {
        if (record is null)
        {
            statements.Run("DELETE FROM deliveries WHERE incident = $1 AND receiver = $2 AND address = $3", key.Incident, key.Receiver, key.Address);
            return;
        }

        statements.Run(
            "INSERT OR REPLACE INTO deliveries(incident, receiver, address, firing, resolved, sent, rejected, acknowledged) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
            key.Incident,
            key.Receiver,
            key.Address,
            record.FiringAccepted?.UtcTicks,
            record.ResolvedAccepted?.UtcTicks,
            record.LastSent?.UtcTicks,
            record.Rejected,
            record.AcknowledgedAccepted?.UtcTicks);
    }

    /// <summary>Forgets at most <paramref name="rows"/> of the closed incidents that are too many and owed to nobody.</summary>
    public int Forget(int rows) => statements.Run(
        """
        DELETE FROM incidents WHERE id IN (SELECT id FROM incidents i WHERE ended IS NOT NULL AND taken = 1
            AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.incident = i.id)
            ORDER BY ended DESC LIMIT $1 OFFSET $2)
        """ + $" AND NOT ({IsResolved})",
        rows,
        KeptClosed);

    /// <summary>Adds incidents and deliveries to what is loaded.</summary>
    public LedgerContents Load(LedgerContents contents)
    {
        var unreadable = 0;
        var open = Incidents("SELECT json, taken, id FROM incidents WHERE ended IS NULL ORDER BY id", ref unreadable);
        var closed = Incidents($"SELECT json, taken, id FROM incidents WHERE ended IS NOT NULL ORDER BY ended DESC LIMIT {LoadedClosed}", ref unreadable);
        var ignored = 0;
        var resolved = Incidents($"SELECT json, taken, id FROM incidents WHERE {IsResolved} ORDER BY ended DESC LIMIT {LoadedResolved}", ref ignored);
        var owed = Incidents(
            "SELECT json, taken, id FROM incidents i WHERE taken = 0 OR EXISTS (SELECT 1 FROM deliveries d WHERE d.incident = i.id)", ref ignored);
        return contents with
        {
            OpenIncidents = [.. open.Select(row => row.Incident)],
            ClosedIncidents = [.. closed.Concat(resolved).Select(row => row.Incident).DistinctBy(incident => incident.Id).OrderByDescending(incident => incident.EndedAt)],
            OwedIncidents = [.. owed.Select(row => row.Incident).OrderBy(incident => incident.StartedAt)],
            NotTakenOver = owed.Where(row => !row.Taken).Select(row => row.Incident.Id).ToHashSet(StringComparer.Ordinal),
            Deliveries = Deliveries(),
            Unreadable = contents.Unreadable + unreadable,
        };
    }

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) || reader.GetInt64(column) is < 0 or > 3155378975999999999 ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);

    private List<(Incident Incident, bool Taken)> Incidents(string sql, ref int unreadable)
    {
        var found = new List<(Incident, bool)>();
        using var reader = statements.Query(sql);
        while (reader.Read())
        {
            try
            {
                if (JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), LedgerJson.Default.Incident) is { } incident)
                {
                    found.Add((incident, reader.GetInt64(1) != 0));
                }
            }
            catch (JsonException)
            {
                unreadable++;
            }
        }

        return found;
    }

    private List<DeliveryRecord> Deliveries()
    {
        var found = new List<DeliveryRecord>();
        using var reader = statements.Query("SELECT receiver, address, incident, firing, resolved, sent, rejected, acknowledged FROM deliveries");
        while (reader.Read())
        {
            found.Add(new(
                new(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
                Time(reader, 3),
                Time(reader, 4),
                Time(reader, 5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                Time(reader, 7)));
        }

        return found;
    }
}
