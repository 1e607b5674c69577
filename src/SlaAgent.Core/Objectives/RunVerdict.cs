using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// What the runs of one objective on accuracy come to, taken in their order: a pure function of them, so that a restart, or another goal, judges them as if it had
/// always been there. A run that says nothing changes nothing.
/// </summary>
internal sealed class RunVerdict(Indicator.Accuracy accuracy)
{
    private long _newLabels;
    private DateTimeOffset? _series;
    private Instant? _metAt;

    /// <summary>Whether the goal is missed for sure: from so many missed runs in a row to the next that meets it.</summary>
    public bool IsBreached { get; private set; }

    /// <summary>The first of the runs that made the breach; null without one.</summary>
    public Instant? BreachedFrom { get; private set; }

    /// <summary>Runs in a row that missed the goal, of one series.</summary>
    public int Misses { get; private set; }

    /// <summary>The first of them.</summary>
    public Instant? MissedFrom { get; private set; }

    /// <summary>Why the goal may be missed, in words; null where it is not so, and during a breach.</summary>
    public string? Risk { get; private set; }

    /// <summary>The first run since which there was a risk without a break.</summary>
    public Instant? RiskFrom { get; private set; }

    /// <summary>The last run that counted.</summary>
    public EvaluationRun? Counted { get; private set; }

    /// <summary>How it was read.</summary>
    public RunReading CountedReading { get; private set; }

    /// <summary>The last run of all.</summary>
    public EvaluationRun? Last { get; private set; }

    /// <summary>How it was read.</summary>
    public RunReading LastReading { get; private set; }

    /// <summary>How the last run that was neither void nor waived was read; of <see cref="RunFinding.Void"/> before any.</summary>
    public RunReading Said { get; private set; } = new(RunFinding.Void, null, null);

    /// <summary>Its drift.</summary>
    public PredictionDrift? Drift { get; private set; }

    /// <summary>The comparison that began the present series.</summary>
    public ModelComparison? Comparison { get; private set; }

    /// <summary>The first run, of any kind.</summary>
    public Instant? FirstAt { get; private set; }

    /// <summary>To where time is accounted for: the end of the last run that counted, or was waived.</summary>
    public Instant? HeardTo { get; private set; }

    /// <summary>The first of the runs that said nothing since then; null where there is none.</summary>
    public Instant? SilentFrom { get; private set; }

    /// <summary>Takes the next run.</summary>
    public void Add(EvaluationRun run, in RunReading reading)
    {
        var at = run.Result.ScheduledAt;
        FirstAt ??= at;
        (Last, LastReading) = (run, reading);
        _newLabels += run.Result.NewLabels ?? 0;
        if (reading.Counts || reading.Finding == RunFinding.Waived)
        {
            (HeardTo, SilentFrom) = (at + run.Result.Duration, null);
        }
        else
        {
            SilentFrom ??= at;
        }

        if (reading.Finding is RunFinding.Void or RunFinding.Waived)
        {
            return;
        }

        (Said, Drift) = (reading, run.Result.Drift);
        if (reading.Counts)
        {
            Count(run, reading);
        }

        WeighRisk(reading, at);
    }

    /// <summary>Knows of a breach whose runs are not known any more: it goes on, unless a run that is known has met the goal since.</summary>
    public void Continue(Instant breachedFrom)
    {
        if (!IsBreached && !(_metAt >= breachedFrom))
        {
            (IsBreached, BreachedFrom, Risk, RiskFrom) = (true, breachedFrom, null, null);
        }
    }

    private void Count(EvaluationRun run, in RunReading reading)
    {
        (Counted, CountedReading) = (run, reading);
        if (_series != run.Result.SeriesFrom)
        {
            (_series, Misses, MissedFrom, Comparison) = (run.Result.SeriesFrom, 0, null, null);
        }

        Comparison = run.Result.Comparison ?? Comparison;
        if (reading.Finding == RunFinding.Missed)
        {
            Miss(run.Result);
            return;
        }

        (Misses, MissedFrom) = (0, null);
        if (reading.Meets)
        {
            (_metAt, IsBreached, BreachedFrom) = (run.Result.ScheduledAt, false, null);
        }
    }

    private void Miss(EvaluationResult result)
    {
        MissedFrom ??= result.ScheduledAt;
        if (Misses > 0 && !IsOtherEvidence(result))
        {
            return;
        }

        Misses++;
        _newLabels = 0;
        if (Misses >= accuracy.Confirm && !IsBreached)
        {
            (IsBreached, BreachedFrom) = (true, MissedFrom);
        }
    }

    /// <summary>
    /// Evaluations of feedback overlap: one that is mostly of the same labels is no second witness, and an hourly look at a window of a week would confirm every
    /// chance. At least half of what is scored must have come since the last miss that was taken.
    /// </summary>
    private bool IsOtherEvidence(EvaluationResult result) => result.Probe != EvaluationResult.OfFeedback || _newLabels * 2 >= result.Scored;

    private void WeighRisk(in RunReading reading, Instant at)
    {
        var drift = DriftVerdict.Of(Drift, accuracy.Drift);
        Risk = IsBreached ? null : reading.Finding switch
        {
            RunFinding.Missed => string.Create(CultureInfo.InvariantCulture, $"missed in {Misses} of {accuracy.Confirm} runs"),
            RunFinding.Unsure => "the interval does not tell whether the goal is met",
            RunFinding.Silent => drift ?? Risk,
            _ => drift,
        };
        RiskFrom = Risk is null ? null : RiskFrom ?? at;
    }
}
