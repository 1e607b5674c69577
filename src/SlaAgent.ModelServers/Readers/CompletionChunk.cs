using System.Text.Json;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// One JSON object of an OpenAI-compatible answer: an event of a stream, or the whole body. Read in one pass, without allocation.
/// </summary>
internal struct CompletionChunk
{
    /// <summary>Most choices of one request.</summary>
    public const int MaxChoices = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Whether a choice has text, reasoning or a tool call. A role alone is none.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Where in the JSON the text of choice 0 stands, without quotes; empty where there is none.</summary>
    public Range Text { get; private set; }

    /// <summary>Choices that occur, a bit for each index.</summary>
    public UInt128 Choices { get; private set; }

    /// <summary>Choices that have a finish reason, a bit for each index.</summary>
    public UInt128 Finished { get; private set; }

    /// <summary><c>usage.prompt_tokens</c>.</summary>
    public int? PromptTokens { get; private set; }

    /// <summary><c>usage.completion_tokens</c>.</summary>
    public int? OutputTokens { get; private set; }

    /// <summary>Whether the object is an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>Reads one object; false where it is no JSON object or an index of a choice is impossible.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out CompletionChunk chunk)
    {
        chunk = default;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && chunk.TryReadRoot(ref reader) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A member's name that is not Unicode cannot be compared.
            return false;
        }
    }

    private bool TryReadRoot(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                if (!TryReadChoices(ref reader))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                ReadUsage(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                IsError |= reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                // Older vLLM: {"object":"error","message":…}.
                reader.Read();
                IsError |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return true;
    }

    private bool TryReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return true;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !TryReadChoice(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadChoice(ref Utf8JsonReader reader)
    {
        var (index, finished) = (0, false);
        var text = default(Range);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                if (!TryReadIndex(ref reader, out index))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                finished = ReadFinished(ref reader);
            }
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                ReadMessage(ref reader, ref text);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                ReadContent(ref reader, ref text);
            }
            else
            {
                reader.Skip();
            }
        }

        Choices |= UInt128.One << index;
        Finished |= finished ? UInt128.One << index : 0;
        Text = index == 0 ? text : Text;
        return true;
    }

    private static bool TryReadIndex(ref Utf8JsonReader reader, out int index)
    {
        reader.Read();
        index = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out index) && index is >= 0 and < MaxChoices;
    }

    private static bool ReadFinished(ref Utf8JsonReader reader)
    {
        reader.Read();
        var finished = reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
        reader.Skip();
        return finished;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ref Range text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var unshown = default(Range);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                ReadContent(ref reader, ref text);
            }
            else if (reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("tool_calls"u8))
            {
                ReadContent(ref reader, ref unshown);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadContent(ref Utf8JsonReader reader, ref Range text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            HasContent |= !reader.ValueSpan.IsEmpty;
            var start = (int)reader.TokenStartIndex + 1;
            text = start..(start + reader.ValueSpan.Length);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            HasContent |= reader.TokenType != JsonTokenType.EndArray;
            while (reader.TokenType != JsonTokenType.EndArray)
            {
                reader.Skip();
                reader.Read();
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var prompt = reader.ValueTextEquals("prompt_tokens"u8);
            var output = reader.ValueTextEquals("completion_tokens"u8);
            reader.Read();
            if ((prompt || output) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0)
            {
                (PromptTokens, OutputTokens) = (prompt ? count : PromptTokens, output ? count : OutputTokens);
            }

            reader.Skip();
        }
    }
}
