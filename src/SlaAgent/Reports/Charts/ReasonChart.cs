using System.Globalization;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Charts;

/// <summary>The share of bad events of each day, by reason.</summary>
internal static class ReasonChart
{
    private const int MostReasons = 5;
    private const string Other = "other";

    /// <summary>The reasons that are told apart; the rest is <c>other</c>.</summary>
    public static IReadOnlyList<string> Reasons(ObjectiveReport objective)
    {
        var named = objective.Causes.Take(MostReasons).Select(cause => cause.Reason).ToList();
        return objective.Causes.Count > MostReasons ? [.. named, Other] : named;
    }

    public static string Draw(string id, ReportPeriod period, ObjectiveReport objective)
    {
        var reasons = Reasons(objective);
        var most = Math.Max(objective.Days.Max(Bad) * 1.05, 1e-9);
        var axis = new TimeAxis(period, 0, most);
        var worst = objective.Days.MaxBy(Bad)!;
        var drawing = new SvgDrawing(id, TimeAxis.Width, TimeAxis.Height + (18 * ((reasons.Count + 3) / 4)), $"Why events of {objective.Terms.Name} were bad", $"The worst day is {ReportText.Date(worst.Day.Date)} with {ReportText.Share(Bad(worst))} bad.");
        axis.Draw(drawing, [(0, "0%"), (most / 2, ReportText.Share(most / 2)), (most, ReportText.Share(most))]);
        foreach (var day in objective.Days)
        {
            Bar(drawing, axis, reasons, day);
        }

        for (var i = 0; i < reasons.Count; i++)
        {
            var (x, y) = (TimeAxis.Left + (160 * (i % 4)), TimeAxis.Height + 6 + (18 * (i / 4)));
            drawing.Box(x, y - 9, 10, 10, Fill(i)).Text(x + 15, y, reasons[i]);
        }

        return drawing.ToString();
    }

    /// <summary>The share of a day's events that were bad for a reason.</summary>
    public static double Share(ObjectiveDay day, string reason, IReadOnlyList<string> reasons) =>
        Bad(day) * day.Causes.Where(cause => cause.Reason == reason || (reason == Other && !reasons.Contains(cause.Reason))).Sum(cause => cause.Share);

    private static void Bar(SvgDrawing drawing, TimeAxis axis, IReadOnlyList<string> reasons, ObjectiveDay day)
    {
        var (from, to, below) = (axis.X(day.Day.From), axis.X(day.Day.To), 0.0);
        for (var i = 0; i < reasons.Count; i++)
        {
            var share = Share(day, reasons[i], reasons);
            if (share > 0)
            {
                var (low, high) = (axis.Y(below), axis.Y(below + share));
                drawing.Box(from + 1, high, Math.Max(1, to - from - 2), Math.Max(0.5, low - high), Fill(i), string.Create(CultureInfo.InvariantCulture, $"{ReportText.Date(day.Day.Date)}: {reasons[i]} {ReportText.Share(share)}"));
                below += share;
            }
        }
    }

    private static double Bad(ObjectiveDay day) => 1 - (double)(day.Figures.Compliance ?? 1);

    private static string Fill(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index}");
}
