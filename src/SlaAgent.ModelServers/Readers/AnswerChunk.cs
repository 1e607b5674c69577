using System.Text.Json;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// One JSON object of a generated answer: an event of a stream, or the whole body. Read in one pass over the places that the dialect names,
/// without allocation.
/// </summary>
internal struct AnswerChunk
{
    /// <summary>Most choices of one request.</summary>
    public const int MaxChoices = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Whether there is content, reasoning included. A role alone is none.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether there is content other than reasoning.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Where in the JSON the text of choice 0 stands, without quotes; empty where there is none.</summary>
    public Range Text { get; private set; }

    /// <summary>Choices that occur, a bit for each index; the first one alone where the dialect has no choices.</summary>
    public UInt128 Choices { get; private set; }

    /// <summary>Choices that have ended, a bit for each index.</summary>
    public UInt128 Finished { get; private set; }

    /// <summary>Whether the answer as a whole is marked as ended.</summary>
    public bool Ended { get; private set; }

    /// <summary>Tokens of the prompt.</summary>
    public TokenCount PromptTokens { get; private set; }

    /// <summary>Tokens of the answer.</summary>
    public TokenCount OutputTokens { get; private set; }

    /// <summary>Whether the object is an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>Reads one object; false where it is no JSON object or its choices are impossible.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, FieldTree fields, out AnswerChunk chunk)
    {
        chunk = default;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && chunk.TryReadRoot(ref reader, fields) && !reader.Read();
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

    private bool TryReadRoot(ref Utf8JsonReader reader, FieldTree fields)
    {
        var whole = default(ChoiceMark);
        if (!TryReadMembers(ref reader, fields.Root, ref whole))
        {
            return false;
        }

        Ended = whole.Finished;
        if (!fields.HasChoices && whole.Seen)
        {
            Commit(whole);
        }

        return true;
    }

    private bool TryReadValue(ref Utf8JsonReader reader, FieldNode? node, ref ChoiceMark choice)
    {
        if (node is null)
        {
            reader.Skip();
            return true;
        }

        if (node.Is(FieldRole.Choice))
        {
            return TryReadChoice(ref reader, node);
        }

        if (node.Roles != FieldRole.None && !TryTake(ref reader, node, ref choice))
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.StartObject && node.HasMembers)
        {
            return TryReadMembers(ref reader, node, ref choice);
        }

        if (reader.TokenType == JsonTokenType.StartArray && node.HasItems)
        {
            return TryReadItems(ref reader, node, ref choice);
        }

        reader.Skip();
        return true;
    }

    private bool TryReadMembers(ref Utf8JsonReader reader, FieldNode node, ref ChoiceMark choice)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = node.Member(ref reader);
            reader.Read();
            if (!TryReadValue(ref reader, member, ref choice))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadItems(ref Utf8JsonReader reader, FieldNode node, ref ChoiceMark choice)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (!TryReadValue(ref reader, node.Item(index), ref choice))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadChoice(ref Utf8JsonReader reader, FieldNode node)
    {
        var choice = default(ChoiceMark);
        if (reader.TokenType != JsonTokenType.StartObject || !TryReadMembers(ref reader, node, ref choice))
        {
            return false;
        }

        Commit(choice);
        return true;
    }

    private void Commit(ChoiceMark choice)
    {
        Choices |= UInt128.One << choice.Index;
        Finished |= choice.Finished ? UInt128.One << choice.Index : 0;
        Text = choice.Index == 0 ? choice.Text : Text;
    }

    private bool TryTake(ref Utf8JsonReader reader, FieldNode node, ref ChoiceMark choice)
    {
        if (node.Is(FieldRole.ChoiceIndex))
        {
            choice.Index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) && index is >= 0 and < MaxChoices ? index : -1;
            return choice.Index >= 0;
        }

        if (node.Is(FieldRole.Content | FieldRole.Reasoning))
        {
            TakeContent(ref reader, node, ref choice);
        }

        if (node.Is(FieldRole.End))
        {
            choice.Seen = true;
            choice.Finished |= SaysSomething(reader);
        }

        IsError |= node.Is(FieldRole.Error) && reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
        IsError |= node.Is(FieldRole.ErrorKind) && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
        if (node.Is(FieldRole.PromptTokens))
        {
            PromptTokens = PromptTokens.Or(ref reader, node.Rank);
        }

        if (node.Is(FieldRole.OutputTokens))
        {
            OutputTokens = OutputTokens.Or(ref reader, node.Rank);
        }

        return true;
    }

    private void TakeContent(ref Utf8JsonReader reader, FieldNode node, ref ChoiceMark choice)
    {
        var isContent = SaysSomething(reader);
        HasContent |= isContent;
        choice.Seen = true;
        if (!node.Is(FieldRole.Content))
        {
            return;
        }

        HasAnswer |= isContent;
        if (reader.TokenType == JsonTokenType.String)
        {
            var start = (int)reader.TokenStartIndex + 1;
            choice.Text = start..(start + reader.ValueSpan.Length);
        }
    }

    // By value: the copy may look ahead.
    private static bool SaysSomething(Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return !reader.ValueSpan.IsEmpty;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                return reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject);
            default:
                return reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
        }
    }
}
