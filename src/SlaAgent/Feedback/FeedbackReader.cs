using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Feedback;

/// <summary>
/// Reads what is sent: <c>{"service": "…", "items": [ … ]}</c>, or an item a line. An item that is wrong does not keep the others from being taken; text that is
/// no JSON does.
/// </summary>
internal static class FeedbackReader
{
    /// <summary>Most items in a request.</summary>
    public const int MostItems = 10_000;

    private const int LongestId = 200;
    private const int LongestText = 4096;
    private const string Members = "id, prediction, score, label and time";

    /// <summary>Reads one JSON object.</summary>
    public static FeedbackRequest ReadObject(ReadOnlySpan<byte> body)
    {
        var request = new FeedbackRequest();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            return ReadObject(ref reader, request);
        }
        catch (JsonException error)
        {
            return Nothing(string.Create(CultureInfo.InvariantCulture, $"The body is not JSON: see line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            return Nothing("The body has text that is not UTF-8.");
        }
    }

    /// <summary>Reads an item a line (NDJSON).</summary>
    public static FeedbackRequest ReadLines(string? service, ReadOnlySpan<byte> body)
    {
        var request = new FeedbackRequest { Service = service };
        var index = 0;
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            if (index == MostItems)
            {
                return TooMany();
            }

            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 16 });
            try
            {
                reader.Read();
                Add(request, ref reader, index);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                request.Refused.Add(new(index, null, "not a line of JSON in UTF-8"));
            }

            index++;
        }

        return request;
    }

    private static FeedbackRequest ReadObject(ref Utf8JsonReader reader, FeedbackRequest request)
    {
        string? service = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Nothing("The body is not an object: send {\"service\": \"…\", \"items\": [ … ]}.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "service" when reader.TokenType == JsonTokenType.String:
                    service = reader.GetString();
                    break;
                case "items" when reader.TokenType == JsonTokenType.StartArray:
                    if (!ReadItems(ref reader, request))
                    {
                        return TooMany();
                    }

                    break;
                default:
                    return Nothing("The body has a member other than \"service\", a text, and \"items\", a list.");
            }
        }

        // What comes after the object is an error too.
        reader.Read();
        var whole = new FeedbackRequest { Service = service };
        whole.Items.AddRange(request.Items);
        whole.Refused.AddRange(request.Refused);
        return whole;
    }

    private static bool ReadItems(ref Utf8JsonReader reader, FeedbackRequest request)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == MostItems)
            {
                return false;
            }

            Add(request, ref reader, index);
        }

        return true;
    }

    private static void Add(FeedbackRequest request, ref Utf8JsonReader reader, int index)
    {
        var draft = new Draft();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            request.Refused.Add(new(index, null, $"not an object with {Members}"));
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            draft.Take(name, ref reader);
        }

        if (draft.Problem() is { } problem)
        {
            request.Refused.Add(new(index, draft.Id, problem));
        }
        else
        {
            request.Items.Add(new(index, draft.Id!, draft.Prediction, draft.Score, draft.Label, draft.Time));
        }
    }

    private static FeedbackRequest TooMany() => Nothing(string.Create(CultureInfo.InvariantCulture, $"More than {MostItems} items: send them in several requests."));

    private static FeedbackRequest Nothing(string problem) => new() { Problem = problem };

    /// <summary>An item while it is read; the first thing that is wrong with it stands.</summary>
    private ref struct Draft
    {
        private string? _problem;

        public string? Id { get; private set; }

        public string? Prediction { get; private set; }

        public double? Score { get; private set; }

        public string? Label { get; private set; }

        public DateTimeOffset? Time { get; private set; }

        public void Take(string name, ref Utf8JsonReader reader)
        {
            switch (name)
            {
                case "id":
                    Id = Text(name, ref reader, LongestId);
                    break;
                case "prediction":
                    Prediction = Text(name, ref reader, LongestText);
                    break;
                case "label":
                    Label = Text(name, ref reader, LongestText);
                    break;
                case "score":
                    Score = Number(ref reader);
                    break;
                case "time":
                    Time = Instant(ref reader);
                    break;
                default:
                    _problem ??= $"an unknown member; there are {Members}";
                    reader.Skip();
                    break;
            }
        }

        public readonly string? Problem() => _problem
            ?? (Id is null or "" ? "id is missing: what names the prediction, so that its label finds it"
                : Prediction is null && Label is null ? "neither a prediction nor a label"
                : Prediction is null && Score is not null ? "a score without its prediction"
                : Prediction is not null && Time is null ? "time is missing: when the prediction was made, as 2026-03-02T12:00:00Z"
                : null);

        private string? Text(string name, ref Utf8JsonReader reader, int longest)
        {
            var text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => CanonicalText.OfNumber(Encoding.ASCII.GetString(reader.ValueSpan)),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => null,
            };
            if (text is null && reader.TokenType != JsonTokenType.Null)
            {
                _problem ??= $"{name} is neither a text nor a number nor true or false";
                reader.Skip();
            }
            else if (text?.Length > longest)
            {
                _problem ??= string.Create(CultureInfo.InvariantCulture, $"{name} is longer than {longest} characters");
                return null;
            }

            return text;
        }

        private double? Number(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
            {
                return number;
            }

            if (reader.TokenType != JsonTokenType.Null)
            {
                _problem ??= "score is not a finite number";
                reader.Skip();
            }

            return null;
        }

        private DateTimeOffset? Instant(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && text.AsSpan().LastIndexOfAny("Zz+-") > 10
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time;
            }

            if (reader.TokenType != JsonTokenType.Null)
            {
                _problem ??= "time is not an RFC 3339 time with its offset, as 2026-03-02T12:00:00Z";
                reader.Skip();
            }

            return null;
        }
    }
}
