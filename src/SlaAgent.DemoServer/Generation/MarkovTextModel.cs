using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Generation;

/// <summary>
/// A second-order Markov chain over words, one sentence at a time: the smallest thing that really generates text. The same
/// prompt and seed give the same text.
/// </summary>
internal sealed class MarkovTextModel
{
    private const string SentenceEnd = "";
    private const int MostSentences = 3;
    private readonly Dictionary<(string Before, string Last), List<string>> _followers = [];

    /// <summary>Learns from <paramref name="corpus"/>, which holds one sentence a line.</summary>
    /// <exception cref="ArgumentException">The corpus holds no sentence.</exception>
    public MarkovTextModel(string corpus)
    {
        foreach (var line in corpus.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Learn(WordTokens.Split(line));
        }

        if (_followers.Count == 0)
        {
            throw new ArgumentException("The corpus holds no sentence.", nameof(corpus));
        }
    }

    /// <summary>The model trained on the text that comes with the demo server.</summary>
    public static MarkovTextModel Load()
    {
        using var stream = typeof(MarkovTextModel).Assembly.GetManifestResourceStream("corpus.txt")!;
        using var reader = new StreamReader(stream);
        return new MarkovTextModel(reader.ReadToEnd());
    }

    /// <summary>Answers <paramref name="prompt"/> with at most <paramref name="maxTokens"/> tokens (1 or more).</summary>
    public GeneratedText Generate(string prompt, long seed, int maxTokens)
    {
        var random = new Random(StableHash(prompt, seed));
        var tokens = ImmutableArray.CreateBuilder<string>();
        var sentences = random.Next(1, MostSentences + 1);
        var state = (Before: SentenceEnd, Last: SentenceEnd);
        while (sentences > 0)
        {
            var candidates = _followers[state];
            var next = candidates[random.Next(candidates.Count)];
            if (next == SentenceEnd)
            {
                sentences--;
                state = (SentenceEnd, SentenceEnd);
                continue;
            }

            if (tokens.Count == maxTokens)
            {
                return Finish(cutShort: true);
            }

            tokens.Add(state.Last == SentenceEnd && tokens.Count > 0 ? " " + next : next);
            state = (state.Last, next);
        }

        return Finish(cutShort: false);

        GeneratedText Finish(bool cutShort) => new(tokens.ToImmutable(), WordTokens.Split(prompt).Count, cutShort);
    }

    private void Learn(List<string> sentence)
    {
        var state = (Before: SentenceEnd, Last: SentenceEnd);
        foreach (var token in sentence.Append(SentenceEnd))
        {
            if (!_followers.TryGetValue(state, out var followers))
            {
                _followers[state] = followers = [];
            }

            followers.Add(token);
            state = (state.Last, token);
        }
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static int StableHash(string text, long seed)
    {
        var hash = 2166136261u ^ (uint)seed ^ (uint)(seed >> 32);
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)hash;
    }
}
