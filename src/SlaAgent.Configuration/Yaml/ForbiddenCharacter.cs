namespace SlaAgent.Configuration.Yaml;

/// <summary>Finds what YAML forbids in its text. The scanner takes a NUL for the end of the text and would leave the rest unread.</summary>
internal static class ForbiddenCharacter
{
    public static Position? Find(string file, string text)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                start = i + 1;
            }
            else if (c < ' ' && c is not ('\t' or '\r') || c is '\u007f' or '\ufffe' or '\uffff')
            {
                return new(file, line, i - start + 1);
            }
        }

        return null;
    }
}
