using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>
/// An entry as a line of an exported file: a JSON object that ends with its text, as it is. There is one way to write an entry, so that a change of any byte shows.
/// </summary>
internal static class RecordLine
{
    private const string BodyKey = ",\"body\":";

    /// <summary>The line, without its end.</summary>
    public static byte[] Write(ChainEntry entry)
    {
        var signature = entry.Signer is null ? "" : $",\"signature\":\"{Convert.ToHexStringLower(entry.Signature.Span)}\",\"signer\":\"{entry.Signer}\"";
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"number\":{entry.Number},\"at\":\"{HashChain.Time(entry.At)}\",\"kind\":\"{entry.Kind}\",\"previous\":\"{entry.PreviousText}\",\"hash\":\"{entry.HashText}\"{signature}{BodyKey}");
        return [.. Encoding.UTF8.GetBytes(head), .. entry.Body.Span, (byte)'}'];
    }

    /// <summary>What a line says; null where it is not written as <see cref="Write"/> does.</summary>
    public static ChainEntry? Read(ReadOnlySpan<byte> line)
    {
        var key = Encoding.UTF8.GetBytes(BodyKey);
        var body = line.IndexOf(key);
        if (body < 0 || line.Length < body + key.Length + 1)
        {
            return null;
        }

        try
        {
            using var head = JsonDocument.Parse(new ReadOnlyMemory<byte>([.. line[..body], (byte)'}']));
            var entry = Read(head.RootElement, line[(body + key.Length)..^1].ToArray());
            return Write(entry).AsSpan().SequenceEqual(line) ? entry : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ChainEntry Read(JsonElement head, byte[] body) => new()
    {
        Number = head.GetProperty("number").GetInt64(),
        At = DateTimeOffset.ParseExact(Text(head, "at"), "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Kind = Text(head, "kind"),
        Body = body,
        Previous = Convert.FromHexString(Text(head, "previous")),
        Hash = Convert.FromHexString(Text(head, "hash")),
        Signature = head.TryGetProperty("signature", out _) ? Convert.FromHexString(Text(head, "signature")) : default,
        Signer = head.TryGetProperty("signer", out _) ? Text(head, "signer") : null,
    };

    private static string Text(JsonElement head, string name) => head.GetProperty(name).GetString() ?? throw new FormatException(name);
}
