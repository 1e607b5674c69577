namespace SlaAgent.Ledger.Chain;

/// <summary>The record in a file that was exported.</summary>
internal sealed class ExportedRecord : RecordSource
{
    private readonly LineReader _lines;
    private readonly RecordHeader _header;

    private ExportedRecord(string path, LineReader lines, RecordHeader header) => (Name, _lines, _header) = (path, lines, header);

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override (long Number, string Hash)? Head => (_header.Last, _header.Head);

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, byte[]> Signers => _header.Signers;

    /// <inheritdoc />
    public override bool IsExcerpt => _header.IsExcerpt;

    /// <summary>Opens the file.</summary>
    /// <exception cref="RecordUnreadableException">It cannot be read, or is no exported record.</exception>
    public static new ExportedRecord Open(string path)
    {
        try
        {
            var lines = new LineReader(path);
            if (lines.Next() is { } line && RecordHeader.Read(line) is { } header)
            {
                return new ExportedRecord(path, lines, header);
            }

            lines.Dispose();
            throw new RecordUnreadableException($"{path} is no exported record, or its first line was changed");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecordUnreadableException($"{path} cannot be read: {error.Message}");
        }
    }

    /// <inheritdoc />
    public override IEnumerable<RecordRow> Rows()
    {
        var (entries, last) = (0L, 0L);
        _lines.Rewind();
        _lines.Next();
        while (_lines.Next() is { } line)
        {
            entries++;
            var entry = RecordLine.Read(line);
            last = entry?.Number ?? last + 1;
            yield return new RecordRow(entry, last, entry is null ? $"line {entries + 1} of the file is not as an entry is written" : "");
        }

        if (_lines.IsCutOff || entries != _header.Entries)
        {
            yield return new RecordRow(null, last + 1, _lines.IsCutOff ? "the file is cut off" : $"the file has {entries} entries and says that it has {_header.Entries}");
        }
    }

    /// <inheritdoc />
    public override void Dispose() => _lines.Dispose();
}
