using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// Reads JSON strings leniently. Servers cut generated text between the halves of a surrogate pair, which System.Text.Json refuses:
/// here what is not Unicode becomes U+FFFD, and nothing throws.
/// </summary>
internal static class JsonText
{
    /// <summary>Appends the text of a JSON string, given without its quotes and as it stood in the document.</summary>
    public static void Append(StringBuilder builder, ReadOnlySpan<byte> raw)
    {
        while (!raw.IsEmpty)
        {
            var escape = raw.IndexOf((byte)'\\');
            var plain = escape < 0 ? raw : raw[..escape];
            AppendUtf8(builder, plain);
            raw = escape < 0 ? default : raw[(escape + AppendEscape(builder, raw[escape..]))..];
        }
    }

    /// <summary>The text of a JSON string, given without its quotes and as it stood in the document.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var builder = new StringBuilder(raw.Length);
        Append(builder, raw);
        return builder.ToString();
    }

    /// <summary>The text of a JSON value: of a string its content, of anything else its JSON.</summary>
    public static string Of(JsonElement element)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
        return Decode(element.ValueKind == JsonValueKind.String ? raw[1..^1] : raw);
    }

    private static void AppendUtf8(StringBuilder builder, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return;
        }

        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var count = Encoding.UTF8.GetChars(utf8, rented);
        builder.Append(rented, 0, count);
        ArrayPool<char>.Shared.Return(rented);
    }

    private static int AppendEscape(StringBuilder builder, ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 2)
        {
            builder.Append('\uFFFD');
            return raw.Length;
        }

        if (raw[1] == (byte)'u')
        {
            return AppendUnicodeEscape(builder, raw);
        }

        builder.Append(raw[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var other => (char)other,
        });
        return 2;
    }

    private static int AppendUnicodeEscape(StringBuilder builder, ReadOnlySpan<byte> raw)
    {
        if (!TryUnit(raw, out var first))
        {
            builder.Append('\uFFFD');
            return Math.Min(raw.Length, 6);
        }

        if (char.IsHighSurrogate(first) && TryUnit(raw[6..], out var second) && char.IsLowSurrogate(second))
        {
            builder.Append(first).Append(second);
            return 12;
        }

        builder.Append(char.IsSurrogate(first) ? '\uFFFD' : first);
        return 6;
    }

    private static bool TryUnit(ReadOnlySpan<byte> raw, out char unit)
    {
        var four = 0;
        var ok = raw.Length >= 6 && raw[0] == (byte)'\\' && raw[1] == (byte)'u'
            && System.Buffers.Text.Utf8Parser.TryParse(raw.Slice(2, 4), out four, out var used, 'x') && used == 4;
        unit = ok ? (char)four : '\0';
        return ok;
    }
}
