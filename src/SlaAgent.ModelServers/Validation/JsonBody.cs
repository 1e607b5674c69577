using System.Globalization;
using System.Text.Json;

namespace SlaAgent.ModelServers.Validation;

/// <summary>Reads a body as JSON of bounded depth, and says in words where it is not.</summary>
internal static class JsonBody
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads <paramref name="body"/>, which must stay as it is while the document is in use; null, and why, where it is no JSON.</summary>
    public static JsonDocument? Read(ReadOnlyMemory<byte> body, out string? problem)
    {
        if (body.Span.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        problem = null;
        if (IsBlank(body.Span))
        {
            problem = "the body is empty, expected JSON";
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException exception)
        {
            problem = Describe(body.Span, exception);
            return null;
        }
    }

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, out string?)"/>, where a server may write bare <c>NaN</c> and <c>Infinity</c>: they are read as texts, so that no number is near them.</summary>
    public static JsonDocument? Read(ReadOnlyMemory<byte> body, bool bareNumbers, out string? problem)
    {
        var document = Read(body, out problem);
        if (document is not null || !bareNumbers || BareNumbers.Quote(body.Span) is not { } quoted)
        {
            return document;
        }

        var read = Read(quoted, out var still);
        problem = read is null ? still : null;
        return read;
    }

    /// <summary>Whether there is nothing but white space.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> body) => body.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static string Describe(ReadOnlySpan<byte> body, JsonException exception)
    {
        var line = exception.LineNumber.GetValueOrDefault();
        var column = exception.BytePositionInLine.GetValueOrDefault();
        var rest = From(body, line, column);
        var token = rest.StartsWith("NaN"u8) ? "NaN" : rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8) ? "Infinity" : null;
        return token is null
            ? string.Create(CultureInfo.InvariantCulture, $"the body is not JSON (line {line + 1}, byte {column + 1}): {Quote(body)}")
            : string.Create(CultureInfo.InvariantCulture, $"the body is not JSON (line {line + 1}, byte {column + 1}): {token} is no JSON number");
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> body, long line, long column)
    {
        for (; line > 0; line--)
        {
            var end = body.IndexOf((byte)'\n');
            body = end < 0 ? default : body[(end + 1)..];
        }

        return column < body.Length ? body[(int)column..] : default;
    }

    private static string Quote(ReadOnlySpan<byte> body) => DetailText.Clean(DetailText.Clean(body), 80);
}
