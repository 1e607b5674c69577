using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>The first line of an exported file.</summary>
/// <param name="Entries">Entries that follow.</param>
/// <param name="Last">Number of the last of them; 0 for none.</param>
/// <param name="Head">Its hash; 64 zeros for none.</param>
/// <param name="IsExcerpt">Whether entries before them were left out.</param>
/// <param name="Signers">Public keys (SubjectPublicKeyInfo) by id.</param>
internal sealed record RecordHeader(long Entries, long Last, string Head, bool IsExcerpt, IReadOnlyDictionary<string, byte[]> Signers)
{
    private const string Format = "slaagent-record-1";

    /// <summary>The line, without its end.</summary>
    public byte[] Write()
    {
        var signers = string.Join(',', Signers.OrderBy(signer => signer.Key, StringComparer.Ordinal).Select(signer => $"{{\"id\":\"{signer.Key}\",\"public\":\"{Convert.ToHexStringLower(signer.Value)}\"}}"));
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"format\":\"{Format}\",\"entries\":{Entries},\"last\":{Last},\"head\":\"{Head}\",\"excerpt\":{(IsExcerpt ? "true" : "false")},\"signers\":[{signers}]}}"));
    }

    /// <summary>What a line says; null where it is not written as <see cref="Write"/> does.</summary>
    public static RecordHeader? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(new ReadOnlyMemory<byte>(line.ToArray()));
            var root = document.RootElement;
            var signers = root.GetProperty("signers").EnumerateArray().ToDictionary(s => s.GetProperty("id").GetString() ?? "", s => Convert.FromHexString(s.GetProperty("public").GetString() ?? ""));
            var header = new RecordHeader(
                root.GetProperty("entries").GetInt64(), root.GetProperty("last").GetInt64(), root.GetProperty("head").GetString() ?? HashChain.Beginning, root.GetProperty("excerpt").GetBoolean(), signers);
            return header.Write().AsSpan().SequenceEqual(line) ? header : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }
}
