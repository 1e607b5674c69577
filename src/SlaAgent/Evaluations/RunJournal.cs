using Microsoft.Win32.SafeHandles;

namespace SlaAgent.Evaluations;

/// <summary>
/// The journal of a run under way: a line before each example is asked and one when its answer has come, so that after the agent's death nobody is asked
/// twice. What a dead process wrote is in the file; what a machine without power wrote in the last seconds may not be. A disk that does not take it makes
/// the run one that cannot be carried on with, and nothing more.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    /// <summary>A journal that would become larger is given up: texts of the longest kind over a large data set are not worth a full disk.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    private readonly string _path;

    // One writer at a time, and who waits for it holds no thread: a disk that hangs must not take the probes' threads with it.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SafeFileHandle _file;
    private long _length;

    private RunJournal(string path, SafeFileHandle file, long length)
    {
        _path = path;
        _file = file;
        _length = length;
    }

    /// <summary>Why it was given up; null while it is written.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins a journal in the place of any before it.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static RunJournal Create(string path, JournalHeader header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new FileStream(path, ForTheAgentAlone(FileAccess.ReadWrite)).Dispose();
        var journal = Open(path, 0);
        try
        {
            journal.Write(JournalLine.Of(header));
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>How a file is made anew that holds what a model said about somebody's data.</summary>
    public static FileStreamOptions ForTheAgentAlone(FileAccess access)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = access, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Carries on with a journal that was read.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static RunJournal Continue(string path, JournalReading reading)
    {
        var journal = Open(path, reading.WholeBytes);
        RandomAccess.SetLength(journal._file, reading.WholeBytes);
        return journal;
    }

    /// <summary>Adds a line. What the disk does not take is remembered in <see cref="Problem"/>, and the file is taken away.</summary>
    public async Task AddAsync(byte[] line)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Problem is not null)
            {
                return;
            }

            if (_length + line.Length > MostBytes)
            {
                GiveUp(FormattableString.Invariant($"it would be larger than {MostBytes / (1024 * 1024)} MiB"));
                return;
            }

            Write(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            GiveUp(e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads the answer that stands at <paramref name="offset"/>.</summary>
    /// <exception cref="IOException">It cannot be read, or is no answer.</exception>
    public ExampleOutcome ReadAnswer(long offset)
    {
        var buffer = new byte[4096];
        var count = 0;
        while (true)
        {
            var read = RandomAccess.Read(_file, buffer.AsSpan(count), offset + count);
            count += read;
            var end = buffer.AsSpan(0, count).IndexOf((byte)'\n');
            if (end >= 0 && JournalLine.TryRead(buffer.AsSpan(0, end), out var record) && record.Kind is 'P' or 'F')
            {
                return record.Outcome;
            }

            if (end >= 0 || read == 0)
            {
                throw new IOException("the journal has changed while it was read");
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }
    }

    /// <summary>Closes it; the file stays.</summary>
    public void Dispose()
    {
        _gate.Dispose();
        _file.Dispose();
    }

    private static RunJournal Open(string path, long length) => new(path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), length);

    private void Write(byte[] line)
    {
        RandomAccess.Write(_file, line, _length);
        _length += line.Length;
    }

    // A journal that lacks a line would have an example asked twice. What it holds can still be read.
    private void GiveUp(string why)
    {
        Problem = why;
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem += "; nor can it be deleted: " + e.Message;
        }
    }
}
