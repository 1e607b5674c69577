using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Feedback;

/// <summary>Which items make sense for a service, now.</summary>
internal static class FeedbackCheck
{
    /// <summary>How far ahead of the agent's clock another may be.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>Why <paramref name="item"/> is not taken; null where it is.</summary>
    public static string? Problem(FeedbackItem item, FeedbackSettings settings, DateTimeOffset now)
    {
        if (item.Time > now + s_skew)
        {
            return "time is in the future by the agent's clock: a prediction is sent once it is made";
        }

        if (item.Prediction is not null && item.Time < now - settings.Window)
        {
            return $"time is longer ago than the window ({settings.Window.TotalHours.ToString("0.##", CultureInfo.InvariantCulture)} h) that is looked at: no evaluation would see it";
        }

        if (settings.Task == EvaluationTask.Regression && (IsNoNumber(item.Prediction) || IsNoNumber(item.Label)))
        {
            return "not a number, in a regression";
        }

        return null;
    }

    private static bool IsNoNumber(string? text) =>
        text is not null && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
}
