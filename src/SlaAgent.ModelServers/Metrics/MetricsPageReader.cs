using System.Buffers;
using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Exposition;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Reads one page of metrics into the book of series, and says whether it was one.</summary>
internal sealed class MetricsPageReader(ExpositionParser parser, SeriesBook book, MetricsMapping mapping) : AnswerReader
{
    private const int KeptOfErrorBody = 4 * 1024;

    private readonly ArrayBufferWriter<byte> _errorBody = new();
    private int _status;
    private bool _isOpenMetrics;

    /// <inheritdoc />
    public override void OnHead(int status, string? contentType)
    {
        _status = status;
        _isOpenMetrics = contentType?.StartsWith("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <inheritdoc />
    public override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (_status != 200)
        {
            _errorBody.Write(bytes[..Math.Min(bytes.Length, KeptOfErrorBody - _errorBody.WrittenCount)]);
            return;
        }

        while (parser.TryNext(ref bytes, out var sample))
        {
            book.Take(sample);
        }
    }

    /// <inheritdoc />
    public override Answer Complete(Outcome? failure, string? detail, TimeSpan at)
    {
        if (_status != 200)
        {
            return Fault(StatusOutcome.Of(_status), StatusDetail());
        }

        if (failure is { } seen)
        {
            return Fault(seen, detail ?? seen.Name());
        }

        if (parser.TryEnd(out var last))
        {
            book.Take(last);
        }

        return Problem() is { } problem ? Fault(Outcome.InvalidResponse, problem) : new Answer { Outcome = Outcome.Success };
    }

    private static Answer Fault(Outcome outcome, string detail) => new() { Outcome = outcome, Detail = DetailText.Clean(detail) };

    private string StatusDetail()
    {
        var message = ErrorMessage.From(_errorBody.WrittenMemory);
        return string.Create(CultureInfo.InvariantCulture, $"status {_status}{(message.Length == 0 ? "" : ": ")}{message}");
    }

    private string? Problem()
    {
        if (parser.Samples == 0 && parser.BadLines > 0)
        {
            return "this is no page of metrics";
        }

        if (_isOpenMetrics && !parser.SawEnd)
        {
            return "the page was cut short: an OpenMetrics page ends in # EOF";
        }

        if (!book.HasAny)
        {
            return $"none of the metrics of {mapping.Title} are there";
        }

        if (book.IsFull)
        {
            return string.Create(CultureInfo.InvariantCulture, $"more than {SeriesBook.MaxSeries} series of the model: set spec.traffic.selector");
        }

        return book.Unpicked();
    }
}
