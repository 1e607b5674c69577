using System.Globalization;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary>What there is to say of an agreement's period of the calendar: how long it lasts, what is spent, and what to expect by its end.</summary>
internal static class PeriodText
{
    /// <summary>One line for the period, one for each objective with a budget, and one for the period before; none for a window that moves.</summary>
    public static IEnumerable<string> Lines(ApiAgreement agreement)
    {
        if (agreement.Window is not { Unit: { } unit, TimeZone: { } zone } window)
        {
            yield break;
        }

        yield return FormattableString.Invariant($"{agreement.Name}: the {unit} from {Time(window.From)} to {Time(window.To)} ({zone})");
        foreach (var objective in agreement.Objectives)
        {
            if (objective.Budget is { Allowed: { } allowed } budget)
            {
                yield return $"  {objective.Name}: {Number(budget.Spent)} of {Number(allowed)} bad events spent{Forecast(budget)}";
            }
        }

        if (agreement.LastPeriod is { } last)
        {
            yield return FormattableString.Invariant($"  the {unit} before, from {Time(last.From)} to {Time(last.To)}: {string.Join(", ", last.Objectives.Select(Outcome))}");
        }
    }

    private static string Forecast(ApiBudget budget) => budget is { Forecast: { } forecast, ForecastLower: { } lower, ForecastUpper: { } upper }
        ? $", {Number(forecast)} to be expected by the end ({Number(lower)} to {Number(upper)} with 90% confidence)"
        : "";

    private static string Outcome(ApiPeriodObjective objective) => objective.Compliance is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{objective.Name} {objective.Status} ({100 * share:0.000}% of {objective.Events})")
        : $"{objective.Name} {objective.Status}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
