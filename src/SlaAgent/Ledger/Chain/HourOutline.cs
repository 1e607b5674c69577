using System.Text.Json;

namespace SlaAgent.Ledger.Chain;

/// <summary>Reads of the text of a closed hour no more than which hour it is and whose counts are in it, for whoever needs few hours of a long record.</summary>
internal sealed class HourOutline
{
    private readonly List<string> _begun = [];

    /// <summary>The hour, and whether a series is in it that was in none before; null where the text is not of an hour.</summary>
    public (DateTimeOffset From, bool HasNew)? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var (from, hasNew, place) = ((DateTimeOffset?)null, false, 0);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == 1 && reader.ValueTextEquals("from"u8))
                {
                    reader.Read();
                    from = reader.GetDateTimeOffset();
                }
                else if (reader.CurrentDepth == 3 && reader.ValueTextEquals("series"u8))
                {
                    reader.Read();
                    hasNew |= Begins(in reader, place++);
                }
            }
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }

        return from is { } hour ? (hour, hasNew) : null;
    }

    /// <summary>Hours name the same series in the same order, mostly.</summary>
    private bool Begins(in Utf8JsonReader reader, int place)
    {
        if (place < _begun.Count && reader.ValueTextEquals(_begun[place]))
        {
            return false;
        }

        var series = reader.GetString() ?? "";
        if (_begun.Contains(series))
        {
            return false;
        }

        _begun.Add(series);
        return true;
    }
}
