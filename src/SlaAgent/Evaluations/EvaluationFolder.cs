using System.Numerics;
using System.Text;

namespace SlaAgent.Evaluations;

/// <summary>
/// The folder <c>evaluations</c> of the state: for each evaluation what is kept of the runs before, and the journal of a run under way. Nothing that is wrong
/// with it keeps an evaluation from running: it then has no past, or cannot be carried on with.
/// </summary>
internal sealed partial class EvaluationFolder(string stateFolder, ILogger logger)
{
    private readonly string _folder = Path.Combine(stateFolder, "evaluations");

    /// <summary>Where the journal of an evaluation is. Neither name can have a dot in it.</summary>
    public string JournalOf(string service, string probe) => Path.Combine(_folder, $"{service}.{probe}.journal");

    /// <summary>What is kept of the runs before; null for nothing. A damaged file is set aside.</summary>
    public EvaluationSeries? Load(string service, string probe)
    {
        var path = SeriesOf(service, probe);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var content = File.ReadAllBytes(path);
            if (Checked(content) is { } json && SeriesRecord.Read(json.Span) is { } series)
            {
                return series;
            }

            File.Move(path, path + ".damaged", overwrite: true);
            LogDamaged(service, probe, path + ".damaged");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogTrouble(service, probe, e.Message);
        }

        return null;
    }

    /// <summary>Keeps <paramref name="series"/>, whole or not at all.</summary>
    public void Save(string service, string probe, EvaluationSeries series)
    {
        var path = SeriesOf(service, probe);
        try
        {
            Directory.CreateDirectory(_folder);
            var json = SeriesRecord.Write(series);
            using (var file = new FileStream(path + ".new", RunJournal.ForTheAgentAlone(FileAccess.Write)))
            {
                file.Write(Encoding.ASCII.GetBytes(Sum(json)));
                file.Write(json);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogTrouble(service, probe, e.Message);
        }
    }

    /// <summary>Begins a journal; null where the disk does not take one.</summary>
    public RunJournal? Begin(JournalHeader header)
    {
        try
        {
            return RunJournal.Create(JournalOf(header.Service, header.Probe), header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotResumable(header.Service, header.Probe, e.Message);
            return null;
        }
    }

    /// <summary>Carries on with a journal; null where the disk does not take it.</summary>
    public RunJournal? Continue(JournalReading reading)
    {
        try
        {
            return RunJournal.Continue(JournalOf(reading.Header.Service, reading.Header.Probe), reading);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotResumable(reading.Header.Service, reading.Header.Probe, e.Message);
            return null;
        }
    }

    /// <summary>Reads the journal that an interrupted run left; null where there is none that can be read.</summary>
    public JournalReading? Interrupted(string service, string probe)
    {
        var path = JournalOf(service, probe);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
            return JournalReading.Of(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogTrouble(service, probe, e.Message);
            return null;
        }
    }

    /// <summary>Takes the journal away.</summary>
    public void Remove(string service, string probe)
    {
        try
        {
            File.Delete(JournalOf(service, probe));
        }
        catch (Exception e) when (e is DirectoryNotFoundException)
        {
            // There never was one.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogTrouble(service, probe, e.Message);
        }
    }

    /// <summary>Takes away the journals of evaluations that are no more.</summary>
    public void Keep(IEnumerable<(string Service, string Probe)> evaluations)
    {
        var known = evaluations.Select(e => JournalOf(e.Service, e.Probe)).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var gone in Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.journal").Where(path => !known.Contains(path)) : [])
            {
                File.Delete(gone);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogTrouble("", "", e.Message);
        }
    }

    /// <summary>Says that a run can no longer be carried on with after the agent's end.</summary>
    public void SayNotResumable(string service, string probe, string why) => LogNotResumable(service, probe, why);

    private string SeriesOf(string service, string probe) => Path.Combine(_folder, $"{service}.{probe}.json");

    // A first line with the sum of the rest.
    private static ReadOnlyMemory<byte>? Checked(byte[] content)
    {
        var end = Array.IndexOf(content, (byte)'\n') + 1;
        return end > 0 && Encoding.ASCII.GetString(content, 0, end) == Sum(content.AsSpan(end)) ? content.AsMemory(end) : null;
    }

    private static string Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return FormattableString.Invariant($"{~sum:x8}\n");
    }

    [LoggerMessage(LogLevel.Warning, "what was kept of the runs of {Service}/{Probe} is damaged; it was set aside as {Path}, and the next run begins a new series")]
    private partial void LogDamaged(string service, string probe, string path);

    [LoggerMessage(LogLevel.Warning, "the run of {Service}/{Probe} goes on, but could not be carried on with if the agent ended now: {Why}")]
    private partial void LogNotResumable(string service, string probe, string why);

    [LoggerMessage(LogLevel.Warning, "the state of the evaluation {Service}/{Probe} cannot be kept: {Why}")]
    private partial void LogTrouble(string service, string probe, string why);
}
