using System.Buffers;

namespace SlaAgent.ModelServers.Validation;

/// <summary>
/// The bare tokens <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which TensorFlow Serving and Python's json module write and JSON does not have.
/// </summary>
internal static class BareNumbers
{
    private static readonly byte[][] Tokens = [.. new[] { "-Infinity", "Infinity", "NaN" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>The body with these tokens in quotes; null where it has none outside of strings.</summary>
    public static byte[]? Quote(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("NaN"u8) < 0 && body.IndexOf("Infinity"u8) < 0)
        {
            return null;
        }

        var quoted = new ArrayBufferWriter<byte>(body.Length + 64);
        var found = false;
        while (!body.IsEmpty)
        {
            var length = body[0] == (byte)'"' ? StringLength(body) : TokenLength(body);
            if (length == 0)
            {
                quoted.Write(body[..1]);
                body = body[1..];
                continue;
            }

            var isToken = body[0] != (byte)'"';
            quoted.Write(isToken ? "\""u8 : default);
            quoted.Write(body[..length]);
            quoted.Write(isToken ? "\""u8 : default);
            found |= isToken;
            body = body[length..];
        }

        return found ? quoted.WrittenSpan.ToArray() : null;
    }

    private static int StringLength(ReadOnlySpan<byte> body)
    {
        for (var i = 1; i < body.Length; i++)
        {
            if (body[i] == (byte)'\\')
            {
                i++;
            }
            else if (body[i] == (byte)'"')
            {
                return i + 1;
            }
        }

        return body.Length;
    }

    private static int TokenLength(ReadOnlySpan<byte> body)
    {
        foreach (var token in Tokens)
        {
            if (body.StartsWith(token))
            {
                return token.Length;
            }
        }

        return 0;
    }
}
