namespace SlaAgent.Security;

/// <summary>A file that is read at every use, because neither time nor events show the symlink swap of a mounted secret. Not thread-safe.</summary>
/// <param name="path">Absolute path.</param>
internal sealed class ChangingFile(string path)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The content as last read.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>Reads the file.</summary>
    /// <param name="error">One line naming the file and what is wrong with it; null for nothing.</param>
    /// <returns>Whether it could be read and its content is the same as before.</returns>
    public bool IsUnchanged(out string? error)
    {
        error = null;
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                error = $"{path} is longer than {MaxBytes} bytes";
                return false;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var same = bytes.AsSpan().SequenceEqual(Content);
            Content = bytes;
            return same;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            error = $"{path} cannot be read: {e.GetType().Name}";
            return false;
        }
    }

    /// <inheritdoc />
    public override string ToString() => path;
}
