using System.Text;

namespace SlaAgent.Security;

/// <summary>
/// A secret in a file. It is read at every use, because neither modification time nor file events show the symlink swap of a mounted
/// secret; an unchanged content gives the same string again. Not thread-safe.
/// </summary>
/// <param name="path">Absolute path.</param>
internal sealed class SecretFile(string path)
{
    /// <summary>Largest secret in bytes; a longer file is an error.</summary>
    public const int MaxBytes = 64 * 1024;

    private byte[] _lastBytes = [];
    private string? _last;

    /// <summary>The file's content without leading and trailing white space, or why it cannot be used. Does not throw.</summary>
    public SecretReading Read()
    {
        try
        {
            using var handle = File.OpenHandle(path);
            Span<byte> small = stackalloc byte[4096];
            var count = RandomAccess.Read(handle, small, 0);
            return count < small.Length ? Take(small[..count]) : ReadLong(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return SecretReading.Failed($"secret file {path} cannot be read: {Reason(e)}");
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"secret file {path}";

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => e.GetType().Name,
    };

    private SecretReading ReadLong(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        var bytes = new byte[MaxBytes + 1];
        var total = 0;
        while (total < bytes.Length)
        {
            var count = RandomAccess.Read(handle, bytes.AsSpan(total), total);
            if (count == 0)
            {
                return Take(bytes.AsSpan(0, total));
            }

            total += count;
        }

        return SecretReading.Failed($"secret file {path} is longer than {MaxBytes} bytes");
    }

    private SecretReading Take(ReadOnlySpan<byte> bytes)
    {
        if (_last is null || !bytes.SequenceEqual(_lastBytes))
        {
            _lastBytes = bytes.ToArray();
            _last = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Trim();
        }

        return _last.Length == 0 ? SecretReading.Failed($"secret file {path} is empty") : SecretReading.Of(_last);
    }
}
