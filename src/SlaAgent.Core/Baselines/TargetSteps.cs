namespace SlaAgent.Core.Baselines;

/// <summary>The targets that people write.</summary>
public static class TargetSteps
{
    private static readonly decimal[] Steps =
        [0.9999m, 0.9995m, 0.999m, 0.998m, 0.995m, 0.99m, 0.985m, 0.98m, 0.97m, 0.96m, 0.95m, 0.93m, 0.9m, 0.85m, 0.8m, 0.75m, 0.7m, 0.6m, 0.5m];

    /// <summary>The strictest target of at most <paramref name="ratio"/>; null below 50%, which is no promise.</summary>
    public static decimal? AtMost(double ratio)
    {
        foreach (var step in Steps)
        {
            if ((double)step <= ratio)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The next more lenient target; null after the last.</summary>
    public static decimal? Below(decimal target)
    {
        foreach (var step in Steps)
        {
            if (step < target)
            {
                return step;
            }
        }

        return null;
    }
}
