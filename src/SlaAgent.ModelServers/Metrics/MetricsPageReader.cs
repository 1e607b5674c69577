using System.Globalization;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Reads one page of a server's metrics into the book of series.</summary>
internal sealed class MetricsPageReader(ExpositionParser parser, SeriesBook book, MetricsMapping mapping) : PageReader(parser)
{
    /// <inheritdoc />
    protected override void Take(in ExpositionSample sample) => book.Take(sample);

    /// <inheritdoc />
    protected override string? Problem()
    {
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
