using System.Text;
using System.Text.Json;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.Security;

/// <summary>
/// Hides one secret in what a server threw back, in the forms in which it may come: as it is, as the header carried it, escaped in JSON or in an
/// address, tidied for one line, and cut off where a bounded text ends.
/// </summary>
internal sealed class SecretMask
{
    private const string Stars = "***";
    private const char Ellipsis = '…';

    // A shorter beginning gives nothing away, and would be found in every text.
    private const int ShortestBeginning = 4;

    private readonly string[] _forms;

    /// <summary>A mask for <paramref name="secret"/>.</summary>
    /// <param name="secret">The secret; not empty.</param>
    /// <param name="carried">What of a header's value is as good as the secret: for Basic the encoded pair.</param>
    public SecretMask(string secret, string carried)
    {
        string[] plain = [secret, carried];
        _forms =
        [
            .. plain
                .SelectMany(form => (string[])[form, DetailText.Clean(form), JsonEncodedText.Encode(form).ToString(), Uri.EscapeDataString(form)])
                .Where(form => form.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(form => form.Length),
        ];
    }

    /// <summary><paramref name="text"/> without the secret.</summary>
    public string Hide(string text)
    {
        foreach (var form in _forms)
        {
            text = HideBeginnings(text.Replace(form, Stars, StringComparison.Ordinal), form);
        }

        return text;
    }

    /// <inheritdoc />
    public override string ToString() => Stars;

    private static string HideBeginnings(string text, string form)
    {
        StringBuilder? hidden = null;
        var kept = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            if ((end == text.Length || text[end] == Ellipsis) && Beginning(text.AsSpan(kept, end - kept), form) is var length and > 0)
            {
                hidden ??= new StringBuilder(text.Length);
                hidden.Append(text, kept, end - kept - length).Append(Stars);
                kept = end;
            }
        }

        return hidden is null ? text : hidden.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>How many characters at the end of <paramref name="text"/> are the beginning of <paramref name="form"/>; 0 for too few to matter.</summary>
    private static int Beginning(ReadOnlySpan<char> text, string form)
    {
        for (var length = Math.Min(form.Length - 1, text.Length); length >= ShortestBeginning; length--)
        {
            if (text.EndsWith(form.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
