using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SlaAgent.Core.Evidence;

/// <summary>
/// The hash that holds an entry in its place. It is SHA-256 over lines that any tool can write again, each ended by a line feed, and then the text of the entry:
/// <c>slaagent-entry-1</c>, the hash before it in lower-case hex, its number, its time, its kind, and the length of its text in bytes.
/// </summary>
public static class HashChain
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    /// <summary>What stands for the hash before the first entry.</summary>
    public static readonly string Beginning = new('0', 2 * Length);

    private const string Form = "slaagent-entry-1";

    /// <summary>The hash of an entry.</summary>
    /// <param name="previous">The hash before it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="at">Its time.</param>
    /// <param name="kind">Its kind, for which <see cref="IsKind"/> holds: no other lines could then be read as these.</param>
    /// <param name="body">Its text, byte for byte.</param>
    /// <exception cref="ArgumentException">The kind is none, or the hash before it is not 32 bytes long.</exception>
    public static byte[] Hash(ReadOnlySpan<byte> previous, long number, DateTimeOffset at, string kind, ReadOnlySpan<byte> body)
    {
        if (!IsKind(kind) || previous.Length != Length)
        {
            throw new ArgumentException("a kind is small letters, digits and underscores, and a hash has 32 bytes");
        }

        var head = string.Create(CultureInfo.InvariantCulture, $"{Form}\n{Convert.ToHexStringLower(previous)}\n{number}\n{Time(at)}\n{kind}\n{body.Length}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(head));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>A time as it is hashed and exported: RFC 3339 in UTC with seven digits of a second.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether a text can be the kind of an entry: 1 to 40 small letters, digits and underscores.</summary>
    public static bool IsKind(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
