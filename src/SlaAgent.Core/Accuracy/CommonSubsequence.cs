namespace SlaAgent.Core.Accuracy;

/// <summary>
/// ROUGE-L (Lin, 2004): F1 of the longest common subsequence of words, with precision and recall weighing the same. Words are runs of letters and digits of any
/// script, in lower case and not stemmed; of each text the first 2,000 count.
/// </summary>
internal static class CommonSubsequence
{
    private const int MostWords = 2_000;

    /// <summary>0 to 1; 0 where only one of the texts has any word, 1 where neither has.</summary>
    public static double F1(string prediction, string label)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var predicted = Words(prediction, numbers);
        var expected = Words(label, numbers);
        if (predicted.Count == 0 || expected.Count == 0)
        {
            return predicted.Count == expected.Count ? 1 : 0;
        }

        return 2.0 * Length(predicted, expected) / (predicted.Count + expected.Count);
    }

    // One row of the usual table: the length for each beginning of the second text.
    private static int Length(List<int> first, List<int> second)
    {
        var lengths = new int[second.Count + 1];
        foreach (var word in first)
        {
            var diagonal = 0;
            for (var i = 1; i <= second.Count; i++)
            {
                var above = lengths[i];
                lengths[i] = word == second[i - 1] ? diagonal + 1 : Math.Max(above, lengths[i - 1]);
                diagonal = above;
            }
        }

        return lengths[^1];
    }

    private static List<int> Words(string text, Dictionary<string, int> numbers)
    {
        var words = new List<int>();
        for (var i = 0; i < text.Length && words.Count < MostWords; i++)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                var word = text[start..i].ToLowerInvariant();
                numbers.TryAdd(word, numbers.Count);
                words.Add(numbers[word]);
            }
        }

        return words;
    }
}
