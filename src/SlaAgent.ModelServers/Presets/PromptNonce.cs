namespace SlaAgent.ModelServers.Presets;

/// <summary>
/// Characters at the start of a prompt that differ with every request: servers keep what they have computed for the beginning of a prompt, and a
/// first token out of such a cache is no measure of the model. Twelve hexadecimal digits in brackets, of a fixed width, so that a body made once
/// can be written over. The first bracket is always the same, as are the words that a chat template puts before it; caches keep whole blocks (16 tokens at vLLM) or
/// what is the same token by token, and a token more of that saves nothing that shows.
/// </summary>
internal static class PromptNonce
{
    /// <summary>Width of what changes, in characters.</summary>
    public const int Width = 12;

    /// <summary>A prompt with room for the changing characters, which are <paramref name="digits"/> for now.</summary>
    public static string Before(string prompt, string digits) => $"[{digits}] {prompt}";

    /// <summary>New digits, as text.</summary>
    public static string New()
    {
        Span<byte> digits = stackalloc byte[Width];
        Fill(digits);
        return System.Text.Encoding.ASCII.GetString(digits);
    }

    /// <summary>Writes new digits; into nothing, nothing.</summary>
    public static void Fill(Span<byte> digits)
    {
        if (digits.IsEmpty)
        {
            return;
        }

        Span<byte> random = stackalloc byte[Width / 2];
#pragma warning disable CA5394 // It must differ, not be hard to guess; and the secure generator would load OpenSSL, four MiB, for nothing else.
        Random.Shared.NextBytes(random);
#pragma warning restore CA5394
        for (var i = 0; i < random.Length; i++)
        {
            digits[2 * i] = Digit(random[i] >> 4);
            digits[(2 * i) + 1] = Digit(random[i] & 15);
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
