using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>
/// Adds a line to a file: a flat object whose names are stable. A line that an interruption cut off is taken away, and a result that is among the last lines
/// already is not written again.
/// </summary>
internal sealed class JsonlSender(ResultSink.Jsonl sink) : IResultSender
{
    /// <inheritdoc />
    public string Target => sink.Path;

    /// <inheritdoc />
    public async Task<PostAnswer> SendAsync(RunReport report, CancellationToken cancel) => await Task.Run(() => Add(report), cancel);

    /// <inheritdoc />
    public void Dispose()
    {
        // The file is open only while a line is added.
    }

    private PostAnswer Add(RunReport report)
    {
        try
        {
            var last = LineTail.Read(sink.Path);
            if (last.Length >= sink.MaxSizeBytes && !last.Runs.Contains(report.Id))
            {
                File.Move(sink.Path, sink.Path + ".1", overwrite: true);
                last = last with { Length = 0 };
            }
            else if (last.Length == 0 && last.Step is null)
            {
                last = LineTail.Read(sink.Path + ".1") with { Length = 0 };
            }

            if (!last.Runs.Contains(report.Id))
            {
                Append(Line(report, last.Step + 1 ?? 0), last.Length);
            }

            return new(PostVerdict.Accepted, null, "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(error is IOException and not (DirectoryNotFoundException or FileNotFoundException) ? PostVerdict.Failed : PostVerdict.Denied, null, Reason(error));
        }
    }

    private void Append(byte[] line, long at)
    {
        using var file = new FileStream(sink.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(at);
        file.Position = at;
        file.Write(line);
        file.Flush(flushToDisk: true);
    }

    private static byte[] Line(RunReport report, long step)
    {
        var line = JsonBody.Write(json =>
        {
            json.WriteNumber("_step", step);
            json.WriteNumber("_timestamp", report.At.ToUnixTimeMilliseconds() / 1000d);
            json.WriteString("run", report.Id);
            foreach (var (name, value) in RunFigures.Circumstances(report))
            {
                json.WriteString(name, value);
            }

            if (report.Void is { } reason)
            {
                json.WriteString("void", reason);
            }

            if (report.CommonestFailure is { } failure)
            {
                json.WriteString("commonest_failure", failure);
            }

            foreach (var (name, value) in RunFigures.Of(report))
            {
                json.WriteNumber(name, value);
            }

            foreach (var (name, why) in RunFigures.Absent(report))
            {
                json.WriteString(name + "_absent", why);
            }
        });
        return [.. line, (byte)'\n'];
    }

    private static string Reason(Exception error) => error switch
    {
        DirectoryNotFoundException => "its folder is not there",
        UnauthorizedAccessException => "it may not be written",
        _ => error.Message.Contains("space", StringComparison.OrdinalIgnoreCase) ? "the disk is full" : "it cannot be written: " + error.GetType().Name,
    };
}
