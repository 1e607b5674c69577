using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Load;

/// <summary>
/// Adds up one run of open-loop load, in bounded memory. Every intended arrival ends in exactly one way: not sent, not measured, succeeded or failed; all of
/// them are in the denominator, and what did not succeed is slower than anything that did. Not thread-safe.
/// </summary>
/// <param name="limits">What a good request meets, beside success.</param>
public sealed class LoadTally(EquatableArray<LatencyLimit> limits)
{
    /// <summary>Lag of the generator that is never blamed on it.</summary>
    public static readonly TimeSpan NegligibleLag = TimeSpan.FromMilliseconds(10);

    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _firstToken = new();
    private readonly LatencyHistogram _lag = new();
    private long _notSent;
    private long _notMeasured;
    private long _succeeded;
    private long _good;
    private long? _promptTokens;
    private long? _outputTokens;
    private bool _streams;
    private string? _mistake;

    /// <summary>Arrivals that were due so far.</summary>
    public long Scheduled { get; private set; }

    /// <summary>An arrival is due.</summary>
    public void Schedule() => Scheduled++;

    /// <summary>An arrival was not sent, because as many as allowed were in flight.</summary>
    public void Drop()
    {
        _notSent++;
        _latency.AddInfinite();
        _firstToken.AddInfinite();
    }

    /// <summary>A request has ended.</summary>
    public void Complete(ProbeResult result)
    {
        _lag.Add(result.ScheduleDelay);
        if (!result.Outcome.IsMeasurement())
        {
            _notMeasured++;
            _mistake ??= result.Detail;
            return;
        }

        AddFirstToken(result);
        if (result.Outcome != Outcome.Success)
        {
            _latency.AddInfinite();
            return;
        }

        _latency.Add(result.ScheduleDelay + result.Duration);
        _succeeded++;
        _good += MeetsAll(result) ? 1 : 0;
        _promptTokens = result.PromptTokens is { } prompt ? (_promptTokens ?? 0) + prompt : _promptTokens;
        _outputTokens = result.OutputTokens is { } output ? (_outputTokens ?? 0) + output : _outputTokens;
    }

    /// <summary>What the run was.</summary>
    /// <param name="identity">Service, probe and intended start; everything else is filled in.</param>
    /// <param name="offered">For how long arrivals were intended.</param>
    /// <param name="duration">From the start to the end of the last request; positive.</param>
    /// <param name="interrupted">Why the run was given up; null where it was not.</param>
    public LoadResult Result(LoadIdentity identity, TimeSpan offered, TimeSpan duration, string? interrupted)
    {
        // Answers that come before the time of the last arrivals is over must not make of a rate more than was offered.
        duration = interrupted is null && offered > duration ? offered : duration;
        var latency = Percentiles(_latency);
        var lag = Percentiles(_lag);
        return new LoadResult
        {
            Service = identity.Service,
            Probe = identity.Probe,
            ScheduledAt = identity.ScheduledAt,
            Duration = duration,
            Void = interrupted ?? VoidReason(),
            Scheduled = Scheduled,
            NotSent = _notSent,
            NotMeasured = _notMeasured,
            Succeeded = _succeeded,
            Good = _good,
            OfferedRate = PerSecond(Scheduled, offered),
            AchievedRate = PerSecond(_succeeded, duration),
            GoodRate = PerSecond(_good, duration),
            PromptTokens = _promptTokens,
            OutputTokens = _outputTokens,
            Latency = latency,
            TimeToFirstToken = _streams ? Percentiles(_firstToken) : null,
            Lag = lag,
            IsGeneratorLimited = lag.P99 > Math.Max(NegligibleLag.TotalSeconds, (latency.P50 ?? 0) / 10),
        };
    }

    private static double PerSecond(long count, TimeSpan span) => span > TimeSpan.Zero ? count / span.TotalSeconds : 0;

    private static LoadPercentiles Percentiles(LatencyHistogram histogram) => new(
        histogram.Quantile(0.50m), histogram.Quantile(0.90m), histogram.Quantile(0.95m), histogram.Quantile(0.99m));

    private void AddFirstToken(ProbeResult result)
    {
        if (result.TimeToFirstToken is { } first)
        {
            _streams = true;
            _firstToken.Add(result.ScheduleDelay + first);
        }
        else
        {
            _firstToken.AddInfinite();
        }
    }

    private bool MeetsAll(ProbeResult result)
    {
        foreach (var limit in limits.AsSpan())
        {
            if (!limit.IsMetBy(result))
            {
                return false;
            }
        }

        return true;
    }

    // More than one in a hundred unmeasured would be a hole in the record, not noise.
    private string? VoidReason() => Scheduled == 0 ? "no arrivals"
        : _notMeasured * 100 > Scheduled ? $"{_notMeasured} of {Scheduled} requests could not be measured: {_mistake ?? "the agent was late"}"
        : null;
}
