using System.Text.Json;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>An answer of a tracking server.</summary>
/// <param name="Post">What it means for what was sent.</param>
/// <param name="Body">The answer's JSON; undefined where it had none.</param>
internal sealed record ApiAnswer(PostAnswer Post, JsonElement Body)
{
    /// <summary>Whether the server did as it was asked.</summary>
    public bool IsAccepted => Post.Verdict == PostVerdict.Accepted;

    /// <summary>The text at <paramref name="path"/> in the body; null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) =>
        Find(path) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>The whole number at <paramref name="path"/> in the body; null where there is none.</summary>
    public long? Number(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    /// <summary>The items of the list at <paramref name="path"/> in the body; none where there is no list.</summary>
    public IEnumerable<JsonElement> Items(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>What it means where the content is not to blame: a refusal then waits for people instead of being dropped.</summary>
    public PostAnswer NotForTheContent() => Post.Verdict is PostVerdict.Rejected or PostVerdict.TooLarge ? Post with { Verdict = PostVerdict.Denied } : Post;

    private JsonElement? Find(ReadOnlySpan<string> path)
    {
        var at = Body;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
