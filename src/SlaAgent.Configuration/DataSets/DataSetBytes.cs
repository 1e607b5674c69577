using System.IO.Compression;

namespace SlaAgent.Configuration.DataSets;

/// <summary>The bytes of a data set's file, decompressed, within bounds. What goes wrong is a <see cref="Problem"/>.</summary>
internal sealed class DataSetBytes(string path, bool isCompressed) : IDisposable
{
    private HashingStream? _file;
    private Stream? _content;
    private long _count;
    private bool _isOver;

    /// <summary>What keeps the rest from being read; null for nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>SHA-256 of the file on disk, in lower-case hex; null until its end was read without a problem.</summary>
    public string? Hash { get; private set; }

    /// <summary>Reads on; 0 at the end, and where there is a <see cref="Problem"/>.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_isOver)
        {
            return 0;
        }

        try
        {
            var count = Content().Read(buffer);
            _count += count;
            Problem = count == 0 ? Finish() : _count > DataSetLimits.FileBytes ? $"the file has more than {DataSetLimits.FileBytes} bytes; split it, or draw a sample of it" : Problem;
            _isOver = count == 0 || Problem is not null;
            return Problem is null ? count : 0;
        }
        catch (InvalidDataException)
        {
            Problem = isCompressed && _count == 0 ? "is not gzip, though its name ends in .gz; compress it, or leave .gz out of its name" : "the gzip data are damaged here; compress it again";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Problem = "cannot be read: " + FileReading.Reason(error);
        }

        _isOver = true;
        return 0;
    }

    public void Dispose()
    {
        _content?.Dispose();
        _file?.Dispose();
    }

    private Stream Content()
    {
        if (_content is null)
        {
            _file = new HashingStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1));
            _content = isCompressed ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        }

        return _content;
    }

    /// <summary>Ends the hash; what is wrong, or null.</summary>
    private string? Finish()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (_file!.Read(rest) > 0)
        {
        }

        // .NET takes a gzip file that was cut off for a whole one; its last four bytes, the content's length, tell.
        if (isCompressed && _file.LastFour != (uint)_count)
        {
            return "the gzip file is cut off, or made of several; compress it again in one piece";
        }

        Hash = _file.Finish();
        return null;
    }
}
