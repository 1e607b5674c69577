using SlaAgent.Ledger;

namespace SlaAgent.Feedback;

/// <summary>
/// Puts items together by their id, in whatever order they come. A prediction, once kept, never changes: whoever could change it could make the model look better. A
/// label may be corrected, and that is counted. The same again changes nothing.
/// </summary>
internal sealed class FeedbackMerging(SqliteStatements statements, long service, DateTimeOffset now)
{
    private long _labels = statements.Number("SELECT labels FROM services WHERE id = $1", service);
    private int _corrected;

    /// <summary>What became of the items so far.</summary>
    public FeedbackOutcome Outcome { get; } = new();

    /// <summary>Takes the next one.</summary>
    public void Take(FeedbackItem item)
    {
        if (Find(item.Id) is not { } kept)
        {
            Insert(item);
            Outcome.Created++;
            return;
        }

        if (Contradiction(item, kept) is { } contradiction)
        {
            Outcome.Refused.Add(new(item.Index, item.Id, contradiction));
            return;
        }

        var completesPrediction = item.Prediction is not null && kept.Prediction is null;
        var changesLabel = item.Label is not null && item.Label != kept.Label;
        if (completesPrediction)
        {
            statements.Run(
                "UPDATE items SET at = $3, prediction = $4, score = $5 WHERE service = $1 AND id = $2",
                service,
                item.Id,
                Milliseconds(item.Time!.Value),
                item.Prediction,
                item.Score);
        }

        if (changesLabel)
        {
            statements.Run("UPDATE items SET label = $3, number = $4 WHERE service = $1 AND id = $2", service, item.Id, item.Label, ++_labels);
        }

        Count(completesPrediction || (changesLabel && kept.Label is null), changesLabel && kept.Label is not null);
    }

    /// <summary>Writes what was counted.</summary>
    public void End() => statements.Run("UPDATE services SET labels = $2, corrected = corrected + $3 WHERE id = $1", service, _labels, _corrected);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static string? Contradiction(FeedbackItem item, Kept kept) => item.Prediction is null || kept.Prediction is null ? null
        : item.Prediction != kept.Prediction ? "another prediction is kept under this id: a prediction cannot be changed"
        : item.Score != kept.Score ? "this prediction is kept with another score: it cannot be changed"
        : Milliseconds(item.Time!.Value) != kept.At ? "this prediction is kept with another time: it cannot be changed"
        : null;

    private void Count(bool completed, bool corrected)
    {
        _corrected += corrected ? 1 : 0;
        if (corrected)
        {
            Outcome.Corrected++;
        }
        else if (completed)
        {
            Outcome.Completed++;
        }
        else
        {
            Outcome.Unchanged++;
        }
    }

    private Kept? Find(string id)
    {
        using var reader = statements.Query("SELECT at, prediction, score, label FROM items WHERE service = $1 AND id = $2", service, id);
        return reader.Read()
            ? new(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetDouble(2), reader.IsDBNull(3) ? null : reader.GetString(3))
            : null;
    }

    private void Insert(FeedbackItem item) => statements.Run(
        "INSERT INTO items(service, id, at, prediction, score, label, number) VALUES($1, $2, $3, $4, $5, $6, $7)",
        service,
        item.Id,

        // A label whose prediction has not come is kept from when it came.
        Milliseconds(item.Prediction is null ? now : item.Time!.Value),
        item.Prediction,
        item.Score,
        item.Label,
        item.Label is null ? 0 : ++_labels);

    private readonly record struct Kept(long At, string? Prediction, double? Score, string? Label);
}
