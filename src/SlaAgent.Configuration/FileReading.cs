using System.Text;

namespace SlaAgent.Configuration;

/// <summary>Reads text files within a bound that is applied before reading.</summary>
internal static class FileReading
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file without its byte order mark, or what is wrong with it. Never the content in a message.</summary>
    public static string? Read(string path, long longest, out string? problem)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > longest)
            {
                problem = $"the file has {stream.Length} bytes; at most {longest} are read";
                return null;
            }

            // A pipe or a growing file has no length to trust.
            var bytes = ReadAtMost(stream, longest);
            problem = bytes is null ? $"the file has more than the {longest} bytes that are read" : null;
            return bytes is null ? null : s_strict.GetString(WithoutMark(bytes));
        }
        catch (DecoderFallbackException)
        {
            problem = "the file is not UTF-8";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problem = "cannot be read: " + Reason(error);
        }

        return null;
    }

    public static string Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        _ => error.GetType().Name,
    };

    private static byte[]? ReadAtMost(FileStream stream, long longest)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > longest)
            {
                return null;
            }
        }

        return buffer.ToArray();
    }

    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) =>
        bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
}
