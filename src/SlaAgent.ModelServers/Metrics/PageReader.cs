using System.Buffers;
using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Exposition;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Reads one page of metrics, and says whether it was one.</summary>
internal abstract class PageReader(ExpositionParser parser) : AnswerReader
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
            Take(sample);
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
            Take(last);
        }

        return (FormatProblem() ?? Problem()) is { } problem ? Fault(Outcome.InvalidResponse, problem) : new Answer { Outcome = Outcome.Success };
    }

    /// <summary>Takes a sample or a declaration of the page.</summary>
    protected abstract void Take(in ExpositionSample sample);

    /// <summary>What is wrong with the whole page; null for nothing.</summary>
    protected abstract string? Problem();

    private static Answer Fault(Outcome outcome, string detail) => new() { Outcome = outcome, Detail = DetailText.Clean(detail) };

    private string StatusDetail()
    {
        var message = ErrorMessage.From(_errorBody.WrittenMemory);
        return string.Create(CultureInfo.InvariantCulture, $"status {_status}{(message.Length == 0 ? "" : ": ")}{message}");
    }

    private string? FormatProblem()
    {
        if (parser.Samples == 0 && parser.BadLines > 0)
        {
            return "this is no page of metrics";
        }

        return _isOpenMetrics && !parser.SawEnd ? "the page was cut short: an OpenMetrics page ends in # EOF" : null;
    }
}
