namespace SlaAgent.DemoServer.Generation;

/// <summary>
/// Remembers the beginnings of prompts, as a key-value cache does: what a prompt shares with an earlier one from its first
/// token on need not be read again. A different first token makes all of it new.
/// </summary>
internal sealed class PrefixCache
{
    private const int MostPrefixes = 65_536;
    private readonly Lock _sync = new();
    private readonly HashSet<ulong> _prefixes = [];

    /// <summary>How many of the tokens are a known beginning; all of their beginnings are known afterwards.</summary>
    public int Reuse(IReadOnlyList<string> tokens)
    {
        lock (_sync)
        {
            if (_prefixes.Count > MostPrefixes)
            {
                _prefixes.Clear();
            }

            var (known, hash) = (0, 14695981039346656037UL);
            for (var index = 0; index < tokens.Count; index++)
            {
                hash = Extend(hash, tokens[index]);
                if (!_prefixes.Add(hash) && known == index)
                {
                    known++;
                }
            }

            return known;
        }
    }

    // FNV-1a, 64 bits.
    private static ulong Extend(ulong hash, string token)
    {
        foreach (var character in token)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return (hash ^ 0xFFFF) * 1099511628211UL;
    }
}
