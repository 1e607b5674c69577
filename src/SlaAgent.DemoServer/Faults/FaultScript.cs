using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Faults;

/// <summary>A list of steps that put faults into force one after the other.</summary>
public sealed class FaultScript
{
    /// <summary>A script of the given steps.</summary>
    /// <exception cref="ArgumentException">There is no step, or one that lasts no time or has a fault out of range.</exception>
    public FaultScript(params ImmutableArray<FaultStep> steps)
    {
        if (steps.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A script needs a step.", nameof(steps));
        }

        if (steps.FirstOrDefault(step => step.Duration <= TimeSpan.Zero || step.Faults.Problem() is not null) is { } wrong)
        {
            throw new ArgumentException($"The step '{wrong.Description}' lasts no time or has a fault out of range.", nameof(steps));
        }

        Steps = steps;
    }

    /// <summary>Healthy, slow, failing, hanging behind a good health endpoint, well but wrong, and back: 59 seconds.</summary>
    public static FaultScript Standard { get; } = new(
        new FaultStep(TimeSpan.FromSeconds(7), "healthy", FaultSet.None),
        new FaultStep(TimeSpan.FromSeconds(7), "slow: every inference takes 0.3 s longer", new FaultSet { ExtraLatencySeconds = 0.3 }),
        new FaultStep(TimeSpan.FromSeconds(7), "failing: half of the inferences answer 500", new FaultSet { ErrorShare = 0.5 }),
        new FaultStep(TimeSpan.FromSeconds(13), "hanging: health says yes, inference never answers", new FaultSet { Hang = true }),
        new FaultStep(TimeSpan.FromSeconds(10), "degraded: retrained on bad labels, it answers fast, well-formed, and often wrong", new FaultSet { DegradedModel = true }),
        new FaultStep(TimeSpan.FromSeconds(15), "back: everything is well again", FaultSet.None));

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<FaultStep> Steps { get; }

    /// <summary>How long the whole script takes.</summary>
    public TimeSpan Duration => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);

    /// <summary>The same script, played <paramref name="factor"/> times as fast.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above zero.</exception>
    public FaultScript Faster(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        return new FaultScript([.. Steps.Select(step => step with { Duration = step.Duration / factor })]);
    }

    /// <summary>Plays the script to its end and leaves no fault behind, not even when it is cancelled.</summary>
    /// <param name="faults">Where the faults are put into force.</param>
    /// <param name="time">The clock that the durations are measured on.</param>
    /// <param name="onStep">Called as each step begins, after its faults are in force.</param>
    /// <param name="cancellationToken">Ends the script early.</param>
    public async Task PlayAsync(FaultSwitch faults, TimeProvider time, Action<FaultStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            foreach (var step in Steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                faults.Current = step.Faults;
                // The clock starts before the callback, so that a slow terminal does not lengthen the script.
                var passed = Task.Delay(step.Duration, time, cancellationToken);
                onStep?.Invoke(step);
                await passed.ConfigureAwait(false);
            }
        }
        finally
        {
            faults.Current = FaultSet.None;
        }
    }
}
