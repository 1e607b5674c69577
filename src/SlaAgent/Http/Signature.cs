namespace SlaAgent.Http;

/// <summary>Who says something, and what they say to it.</summary>
internal static class Signature
{
    private const int LongestName = 200;
    private const int LongestNote = 1000;

    /// <summary>What is wrong with it; null for nothing.</summary>
    public static string? Problem(string? by, string? note) => by switch
    {
        null or { Length: 0 or > LongestName } => $"Say who does it (by), in at most {LongestName} characters.",
        _ when string.IsNullOrWhiteSpace(by) || by.Any(char.IsControl) => "Say who does it (by), in plain characters.",
        _ when note is not null && (note.Length > LongestNote || !IsPlain(note)) => $"'note' is at most {LongestNote} plain characters.",
        _ => null,
    };

    /// <summary>Whether it can be shown: no control characters but line breaks.</summary>
    public static bool IsPlain(string text) => !text.Any(letter => char.IsControl(letter) && letter != '\n');
}
