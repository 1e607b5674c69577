using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Charts;

/// <summary>A chart's plane: the days of a period from left to right, a value from the bottom up.</summary>
internal sealed class TimeAxis(ReportPeriod period, double least, double most)
{
    public const int Width = 720;
    public const int Height = 240;
    public const int Left = 56;
    public const int Right = Width - 70;
    public const int Top = 14;
    public const int Bottom = Height - 28;

    private const int MostLabels = 8;

    /// <summary>Where a moment is.</summary>
    public double X(DateTimeOffset at) => Left + ((Right - Left) * Math.Clamp((at - period.From) / (period.To - period.From), 0, 1));

    /// <summary>Where a value is.</summary>
    public double Y(double value) => Bottom - ((Bottom - Top) * Math.Clamp((value - least) / (most - least), 0, 1));

    /// <summary>Draws the frame, the lines of the values and the dates.</summary>
    public void Draw(SvgDrawing drawing, IEnumerable<(double Value, string Label)> lines)
    {
        foreach (var (value, label) in lines)
        {
            drawing.Line(Left, Y(value), Right, Y(value), "grid").Text(Left - 6, Y(value) + 4, label, anchor: "end");
        }

        var step = Math.Max(1, (period.Days.Count + MostLabels - 1) / MostLabels);
        for (var i = 0; i < period.Days.Count; i += step)
        {
            var x = X(period.Days[i].From);
            drawing.Line(x, Bottom, x, Bottom + 4, "axis").Text(x, Height - 8, period.Days[i].Date.ToString(period.Days.Count > 92 ? "yyyy-MM-dd" : "MM-dd", CultureInfo.InvariantCulture), anchor: "middle");
        }

        drawing.Line(Left, Bottom, Right, Bottom, "axis");
    }
}
