namespace SlaAgent.DemoServer.Generation;

/// <summary>Cuts text into the demo model's tokens: a word or one punctuation mark, with the blank before it.</summary>
internal static class WordTokens
{
    /// <summary>The tokens of <paramref name="text"/>; runs of white space count as one blank, trailing ones as none.</summary>
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            var blank = char.IsWhiteSpace(text[position]);
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            if (position == text.Length)
            {
                break;
            }

            var end = EndOfToken(text, position);
            tokens.Add((blank && tokens.Count > 0 ? " " : "") + text[position..end]);
            position = end;
        }

        return tokens;
    }

    private static int EndOfToken(string text, int start)
    {
        var end = start + 1;
        if (end < text.Length && char.IsSurrogatePair(text, start))
        {
            return start + 2;
        }

        while (char.IsLetterOrDigit(text[start]) && end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        return end;
    }
}
