namespace SlaAgent.Ledger.Chain;

/// <summary>Lines of a file as bytes. Only a line feed ends one, and one without is none: any changed byte must show.</summary>
internal sealed class LineReader(string path) : IDisposable
{
    /// <summary>A longer line is none that the agent wrote.</summary>
    private const int Longest = 64 * 1024 * 1024;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    /// <summary>Whether the file ended within a line.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Goes back to the first line.</summary>
    public void Rewind() => (_file.Position, IsCutOff) = (0, false);

    /// <summary>The next line; null at the end.</summary>
    public byte[]? Next()
    {
        var line = new List<byte>();
        while (_file.ReadByte() is >= 0 and var read)
        {
            if (read == '\n')
            {
                return [.. line];
            }

            line.Add((byte)read);
            if (line.Count > Longest)
            {
                break;
            }
        }

        IsCutOff = line.Count > 0;
        return null;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
