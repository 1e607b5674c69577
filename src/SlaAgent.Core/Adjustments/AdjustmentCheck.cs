using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Adjustments;

/// <summary>Whether an adjustment may be made.</summary>
internal static class AdjustmentCheck
{
    /// <summary>Longest text that says who.</summary>
    private const int LongestName = 200;

    /// <summary>Longest text that says why.</summary>
    private const int LongestReason = 1000;

    /// <summary>Longest time of one adjustment.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>How long a count may take to the store.</summary>
    private static readonly TimeSpan Keeping = TimeSpan.FromMinutes(1);

    /// <summary>Why not, as far as the request alone says; null where it may.</summary>
    public static AdjustmentProblem? Problem(AdjustmentRequest request, ServiceLevelAgreement? agreement)
    {
        if (agreement is null)
        {
            return new(AdjustmentRefusal.Unknown, $"There is no agreement '{Words.Quote(request.Agreement)}'.");
        }

        var wrong = Text("by", request.By, LongestName) ?? Text("reason", request.Reason, LongestReason) ?? Time(request) ?? Objectives(request, agreement);
        return wrong is null ? null : new(AdjustmentRefusal.Wrong, wrong);
    }

    /// <summary>The objectives that are meant.</summary>
    public static bool IsMeant(AdjustmentRequest request, Objective objective) =>
        objective.Indicator is not Indicator.Accuracy && (request.Objectives.Count == 0 || request.Objectives.Contains(objective.Name));

    /// <summary>Why not yet, because what was measured then may still be on its way; null where nothing can be.</summary>
    public static AdjustmentProblem? Unsettled(AdjustmentRequest request, IEnumerable<CountedObjective> meant, in ClockReading clock)
    {
        if (meant.FirstOrDefault(entry => entry.Service.Tracker.Drain.IsActive) is { } draining)
        {
            return new(AdjustmentRefusal.Wrong, $"{draining.Service.Tracker.Service.Name} is draining, and it is not known yet whether its results count: ask again in ten minutes.");
        }

        var lag = meant.Max(entry => entry.Source.Interval + entry.Source.Lateness + (entry.Objective.Timeslices is { } slices ? slices.Length + slices.MinimumDuration : TimeSpan.Zero)) + Keeping;
        return request.To <= clock.Wall - lag ? null
            : new(AdjustmentRefusal.Wrong, $"Time up to {Words.Time(clock.Wall - lag)} can be adjusted now; what is later may still be measured. To leave out time that is to come: slaagent pause.");
    }

    /// <summary>What is to be taken out of an objective: whole slices, where it is judged by slices.</summary>
    public static AdjustmentTarget Target(AdjustmentRequest request, CountedObjective entry)
    {
        if (entry.Objective.Timeslices is not { Length.Ticks: var length })
        {
            return new(entry.Objective.Name, entry.Series, request.From, request.To);
        }

        var (from, to) = (request.From.UtcTicks + length - 1, request.To.UtcTicks);
        return new(entry.Objective.Name, entry.Series, Utc(from - (from % length)), Utc(to - (to % length)));
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? Text(string what, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? $"'{what}' is empty: say {(what == "by" ? "who makes the adjustment" : "why the time is not to count")}."
        : text.Length > longest ? $"'{what}' is longer than {longest} characters: make it shorter."
        : text.Any(char.IsControl) ? $"'{what}' has characters that cannot be shown: write it in one plain line."
        : null;

    private static string? Time(AdjustmentRequest request) =>
        request.To <= request.From ? "'to' is not after 'from'."
        : request.To - request.From > Longest ? $"Longer than {Words.Span(Longest)}, the longest that is adjusted at once: make several adjustments."
        : null;

    private static string? Objectives(AdjustmentRequest request, ServiceLevelAgreement agreement)
    {
        if (agreement.Scope == AgreementScope.Fleet)
        {
            return $"{agreement.Name} is judged for the whole fleet from Prometheus counters, which never go back: exclude the time there.";
        }

        var known = string.Join(", ", agreement.Objectives.Select(objective => objective.Name));
        foreach (var name in request.Objectives)
        {
            if (agreement.Objectives.FirstOrDefault(objective => objective.Name == name) is not { } objective)
            {
                return $"{agreement.Name} has no objective '{Words.Quote(name)}'. It has: {known}.";
            }

            if (objective.Indicator is Indicator.Accuracy)
            {
                return $"'{name}' is judged by single runs, which are not adjusted. Pause it before a run that is not to count.";
            }
        }

        return agreement.Objectives.Any(objective => IsMeant(request, objective)) ? null : $"{agreement.Name} has no objective that is judged by counts.";
    }
}
