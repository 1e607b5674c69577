using System.Text.Json;

namespace SlaAgent.ModelServers.Readers;

/// <summary>How many tokens the server says there were, and how much that is believed.</summary>
/// <param name="Value">The count; null where none was given.</param>
/// <param name="Rank">The place of its source among the dialect's: the less, the more it is believed.</param>
internal readonly record struct TokenCount(int? Value, int Rank)
{
    /// <summary>This count, or the one that the reader stands at where that is one and is believed no less: the last of equals holds.</summary>
    public TokenCount Or(ref Utf8JsonReader reader, int rank) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0 ? Or(new TokenCount(count, rank)) : this;

    /// <summary>This count, or a later one that is believed no less.</summary>
    public TokenCount Or(TokenCount later) => later.Value is not null && (Value is null || later.Rank <= Rank) ? later : this;
}
