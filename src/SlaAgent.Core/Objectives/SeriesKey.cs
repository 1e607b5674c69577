using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>
/// Names the series an objective's counts belong to. Whatever changes which events are good is in it, so that a changed threshold begins another
/// series; target, minimum samples, window and burn rates are not, so that changing those keeps the counts.
/// </summary>
internal static partial class SeriesKey
{
    /// <summary>What follows the key for the counts of slices that are still open.</summary>
    public const string SliceSuffix = "/slice";

    public static string Of(string service, string agreement, Objective objective, EventSource source)
    {
        var hash = new StableHash();
        AddIndicator(ref hash, objective.Indicator);
        hash.Add(objective.Timeslices is not null);
        if (objective.Timeslices is { } slices)
        {
            hash.Add(slices.Length.Ticks);
            hash.Add(slices.Good);
            AddClauses(ref hash, slices);
        }

        AddSource(ref hash, objective, source);
        return $"{service}/{agreement}/{objective.Name}#{hash}";
    }

    // The percentile is left out: without slices it is the target, and with them it is their Good.
    private static void AddIndicator(ref StableHash hash, Indicator indicator)
    {
        hash.Add(indicator.Probe);
        if (indicator is Indicator.Latency latency)
        {
            hash.Add("latency");
            hash.Add((long)latency.Measure);
            hash.Add(latency.Threshold.Ticks);
            hash.Add(latency.ExcludeFailures);
        }
        else if (indicator is Indicator.Throughput throughput)
        {
            hash.Add("throughput");
            hash.Add((long)throughput.Measure);
            hash.Add(throughput.AtLeast.PerHour);
            hash.Add(throughput.CountsIdle);
        }
        else if (indicator is Indicator.Accuracy accuracy)
        {
            // Goal, decision and confirmation are left out: they judge the same scores.
            hash.Add("accuracy");
            hash.Add(accuracy.Metric);
            hash.Add(accuracy.Confidence);
        }
        else
        {
            hash.Add("availability");
        }

        AddExcept(ref hash, indicator);
    }

    // What is not written adds nothing, so that keys of before these clauses stay as they were.
    private static void AddClauses(ref StableHash hash, Timeslices slices)
    {
        if (slices.MinimumRequests > 0)
        {
            hash.Add("minimumRequests");
            hash.Add(slices.MinimumRequests);
        }

        if (slices.MinimumDuration > TimeSpan.Zero)
        {
            hash.Add("minimumDuration");
            hash.Add(slices.MinimumDuration.Ticks);
        }

        if (slices.WhenIdle != IdleSlice.NoEvent)
        {
            hash.Add("whenIdle");
            hash.Add((long)slices.WhenIdle);
        }

        if (slices.IsAveraged)
        {
            hash.Add("average");
        }
    }

    private static void AddExcept(ref StableHash hash, Indicator indicator)
    {
        var excepted = ObservedEvent.Excepted(indicator);
        if (excepted.Count > 0)
        {
            hash.Add("except");
            foreach (var outcome in excepted.Order())
            {
                hash.Add(outcome.Name());
            }
        }
    }

    private static void AddSource(ref StableHash hash, Objective objective, EventSource source)
    {
        switch (source)
        {
            case EventSource.Probed probed:
                hash.Add(probed.Probe.Timeout.Ticks);
                AddRequest(ref hash, probed.Probe.Request);
                break;
            case EventSource.Traffic traffic:
                AddTraffic(ref hash, traffic.Settings, objective.Indicator);
                break;
            case EventSource.Loaded loaded:
                AddLoad(ref hash, loaded.Load);
                break;
            case EventSource.Evaluated or EventSource.LabelledLater:
                AddQuestion(ref hash, source);
                break;
        }
    }

    private static void AddTraffic(ref StableHash hash, TrafficSettings traffic, Indicator indicator)
    {
        hash.Add(traffic.Interval.Ticks);
        hash.Add(traffic.Selector is not null);
        foreach (var (name, value) in traffic.Selector?.Pairs ?? [])
        {
            hash.Add(name);
            hash.Add(value);
        }

        // The preset's own names add nothing, so that keys of before others could be given stay as they were.
        foreach (var given in traffic.Metrics?.PartsOf(indicator) ?? [])
        {
            hash.Add(given);
        }
    }

    private static void AddLoad(ref StableHash hash, LoadProbe load)
    {
        hash.Add(load.Duration.Ticks);
        hash.Add(load.Timeout.Ticks);
        hash.Add(load.MaxInFlight);
        switch (load.Arrivals)
        {
            case LoadArrivals.Constant constant:
                hash.Add("constant");
                hash.Add(constant.Rate.PerHour);
                break;
            case LoadArrivals.Poisson poisson:
                hash.Add("poisson");
                hash.Add(poisson.Rate.PerHour);
                break;
            case LoadArrivals.Trace trace:
                hash.Add(trace.File);
                hash.Add(BitConverter.DoubleToInt64Bits(trace.Speed));
                break;
        }

        AddRequest(ref hash, load.Request);
    }

    private static void AddRequest(ref StableHash hash, ProbeRequest request)
    {
        if (request is ProbeRequest.Inference inference)
        {
            hash.Add("inference");
            hash.Add(inference.Prompt);
            hash.Add(inference.MaxTokens ?? -1);
            hash.Add(inference.Stream);
            AddAll(ref hash, inference.Bodies.AsSpan());
            hash.Add(inference.Path);
            hash.Add(inference.Method);
            hash.Add(inference.ContentType);
            if (inference.CacheAllowed)
            {
                // Another first token: the default adds nothing, so that keys of before these settings stay as they were.
                hash.Add("cache");
            }

            if (inference.KeepAlive is { } kept)
            {
                hash.Add("keepAlive");
                hash.Add(kept.Ticks);
            }

            OverrideSeries.AddInference(ref hash, request.Overrides);
        }
        else if (request is ProbeRequest.Health health)
        {
            hash.Add("health");
            hash.Add(health.Path);
            OverrideSeries.AddHealth(ref hash, health);
        }

        AddExpectation(ref hash, request.Expect);
    }

    private static void AddExpectation(ref StableHash hash, Expectation expect)
    {
        foreach (var status in expect.Statuses.AsSpan())
        {
            hash.Add(status);
        }

        hash.Add(expect.MaxBodyBytes);
        foreach (var assertion in expect.Json.AsSpan())
        {
            hash.Add(assertion.Path);
            hash.Add(assertion.EqualTo);
            hash.Add(BitConverter.DoubleToInt64Bits(assertion.Near ?? double.NaN));
            hash.Add(BitConverter.DoubleToInt64Bits(assertion.Tolerance));
            hash.Add(assertion.MinItems ?? -1);
        }

        hash.Add(expect.Contains);
        hash.Add(expect.Matches);
        hash.Add(expect.MinOutputTokens ?? -1);
    }

    private static void AddAll(ref StableHash hash, ReadOnlySpan<string> texts)
    {
        hash.Add(texts.Length);
        foreach (var text in texts)
        {
            hash.Add(text);
        }
    }
}
