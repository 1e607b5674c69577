using System.Text.Json;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Reads a chat's messages, whose content is a string or a list of text parts.</summary>
internal static class ChatPrompt
{
    /// <summary>The messages' contents, one a line.</summary>
    /// <exception cref="FormatException">There is no message, or one without role or text.</exception>
    public static string Read(JsonElement document)
    {
        if (!document.TryGetProperty("messages", out var messages)
            || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new FormatException("'messages' must be a list with at least one message");
        }

        return string.Join('\n', messages.EnumerateArray().Select(Content));
    }

    private static string Content(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("a message needs a 'role'");
        }

        var content = message.TryGetProperty("content", out var given) ? given : default;
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(Part)),
            _ => throw new FormatException("a message's 'content' must be a string or a list of text parts"),
        };
    }

    private static string Part(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new FormatException("a content part must be text");
}
