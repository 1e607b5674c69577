using System.Globalization;
using System.Text;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary>The finding for people: what each week came to, its season, what is proposed and why, and the documents.</summary>
internal static class BaselineText
{
    private const int ShownAnomalies = 12;
    private const int ShownWeeks = 8;

    /// <summary>All of it.</summary>
    public static string Write(BaselineFinding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{finding.Service}, from {finding.Source}\n");
        foreach (var result in finding.Results)
        {
            Write(text, result);
        }

        if (finding.HasProposal)
        {
            text.Append('\n').Append(AgreementText.Write(finding));
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, BaselineResult result)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{result.Objective.Name}{(result.Agreement.Length > 0 ? " of " + result.Agreement : "")}\n");
        if (result.Weeks.Count > 0)
        {
            Row(text, "history", $"{result.From:yyyy-MM-dd} to {result.To:yyyy-MM-dd}");
            Row(text, "weeks", $"{WeekChart.Line(result.Achieved)}  {Weeks(result)}");
            Row(text, "evidence", $"{result.Evidence}");
        }

        WriteDays(text, result);
        WriteSeason(text, result);
        foreach (var (name, target) in new[] { ("internal", result.Internal), ("external", result.External) })
        {
            if (target is not null)
            {
                Row(text, name, $"{Promised(target.Objective)}: {target.Reason}");
                Row(text, "", $"{AgreementText.Replayed(target.Replay)}");
            }
        }

        foreach (var sentence in result.Unsaid)
        {
            Row(text, "but", $"{sentence}");
        }
    }

    private static string Weeks(BaselineResult result)
    {
        var known = result.Achieved.OfType<double>().ToList();
        return result.Achieved.Count <= ShownWeeks || known.Count == 0
            ? string.Join("  ", result.Achieved.Select(value => value is { } v ? Value(result, v) : "-"))
            : $"{Value(result, known.Min())} to {Value(result, known.Max())}";
    }

    private static void WriteDays(StringBuilder text, BaselineResult result)
    {
        if (result.WorstDays.Count > 0)
        {
            Row(text, "bad days", $"{string.Join(", ", result.WorstDays.Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} ({day.Bad} bad, {100 * day.Share:0}%)")))}");
        }
    }

    private static void WriteSeason(StringBuilder text, BaselineResult result)
    {
        if (result.Profile is not { } profile || profile.Usual.All(usual => usual is null))
        {
            return;
        }

        var known = profile.Usual.OfType<double>().ToList();
        Row(text, "season", $"the hour of the day explains {Percent(profile.DailyStrength)} of what varies, the day of the week {Percent(profile.WeeklyStrength)} of the rest");
        if (profile.Anomalies.Count > 0)
        {
            var shown = profile.Anomalies.Take(ShownAnomalies).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} ({100 * day.Deviation:+0;-0}%)"));
            Row(text, "unusual", $"{string.Join(", ", shown)}{(profile.Anomalies.Count > ShownAnomalies ? string.Create(CultureInfo.InvariantCulture, $" and {profile.Anomalies.Count - ShownAnomalies} more") : "")}");
        }

        Row(text, "usual", $"{known.Min():0.####} to {known.Max():0.####} {result.ProfileOf}");
        text.Append(WeekChart.Week(profile, new string(' ', 12)));
    }

    private static void Row(StringBuilder text, string name, FormattableString value) =>
        text.Append("  ").Append(name.PadRight(10)).Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Promised(Objective objective) => objective.Indicator switch
    {
        Indicator.Latency when objective.Timeslices is null => ObjectiveText.Promise(objective),
        Indicator.Throughput t => string.Create(CultureInfo.InvariantCulture, $"{ObjectiveText.Promise(objective)} ({t.AtLeast.PerHour:0.####} an hour)"),
        _ => ObjectiveText.Promise(objective),
    };

    private static string Value(BaselineResult result, double value) => result.Objective switch
    {
        { Indicator: Indicator.Latency, Timeslices: null } => string.Create(CultureInfo.InvariantCulture, $"{1000 * value:0.#}ms"),
        _ when result.ProfileOf == "requests/s" && result.Objective.Indicator is Indicator.Throughput => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}/s"),
        _ => (100 * value).ToString("0.###", CultureInfo.InvariantCulture) + "%",
    };

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0", CultureInfo.InvariantCulture) + "%" : "nothing that can be told";
}
