using SlaAgent.Configuration.Values;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Which burn-rate rows can never fire.</summary>
internal static class BurnRateRules
{
    /// <summary>Why a row makes no sense for a window and target; null where it does.</summary>
    /// <param name="rule">The row.</param>
    /// <param name="window">The agreement's window.</param>
    /// <param name="target">The objective's target; below 1.</param>
    public static string? Problem(BurnRateRule rule, TimeSpan window, decimal target)
    {
        if (rule.Short >= rule.Long)
        {
            return "the short window is not shorter than the long one";
        }

        if (rule.Long >= window)
        {
            return $"the long window is not shorter than the SLA's window of {Durations.Format(window)}";
        }

        var most = 1m / (1m - target);
        return rule.Factor > most
            ? $"can never fire: with a target of {Ratios.Format(target)} nothing burns faster than {most.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}; lower the factor"
            : null;
    }
}
