namespace SlaAgent.Core.Accuracy;

/// <summary>
/// F1 of the words that two texts share, as SQuAD's evaluation counts it (Rajpurkar et al., 2016): in lower case, without ASCII punctuation, without the words
/// a, an and the, cut at white space. Two texts without any word agree; one without any and another do not.
/// </summary>
internal static class WordOverlap
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>0 to 1.</summary>
    public static double F1(string prediction, string label)
    {
        var predicted = Words(prediction);
        var expected = Words(label);
        if (predicted.Count == 0 || expected.Count == 0)
        {
            return predicted.Count == expected.Count ? 1 : 0;
        }

        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in expected)
        {
            left[word] = left.GetValueOrDefault(word) + 1;
        }

        var shared = 0;
        foreach (var word in predicted)
        {
            if (left.TryGetValue(word, out var count) && count > 0)
            {
                left[word] = count - 1;
                shared++;
            }
        }

        return 2.0 * shared / (predicted.Count + expected.Count);
    }

    /// <summary>The words of <paramref name="text"/>.</summary>
    internal static List<string> Words(string text)
    {
        var letters = string.Concat(text.Where(letter => !Punctuation.Contains(letter, StringComparison.Ordinal))).ToLowerInvariant();
        var words = new List<string>(letters.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        words.RemoveAll(word => word is "a" or "an" or "the");
        return words;
    }
}
