using SlaAgent.Core.Samples;

namespace SlaAgent.Traffic;

/// <summary>How often one service's metrics were read, and with what success. Read at any time, from any thread.</summary>
internal sealed class TrafficCounts
{
    private long _successes;
    private long _failures;
    private long _skipped;
    private long _badLines;
    private WaitingRequests? _waiting;

    /// <summary>Readings that came to something.</summary>
    public long Successes => Interlocked.Read(ref _successes);

    /// <summary>Readings that came to nothing.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Readings whose time had passed before they could begin.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Lines that could not be used.</summary>
    public long BadLines => Interlocked.Read(ref _badLines);

    /// <summary>How many requests the last reading saw waiting, and when; null where it came to nothing or does not tell.</summary>
    public WaitingRequests? Waiting => Volatile.Read(ref _waiting);

    /// <summary>Keeps what a reading says of the requests that wait.</summary>
    public void Waits(TrafficSample sample) => Volatile.Write(ref _waiting, sample.Waiting is { } requests ? new WaitingRequests(requests, sample.To) : null);

    /// <summary>A reading has ended.</summary>
    public void Ended(bool success, long badLines)
    {
        if (success)
        {
            Interlocked.Increment(ref _successes);
        }
        else
        {
            Interlocked.Increment(ref _failures);
        }

        Interlocked.Add(ref _badLines, badLines);
    }

    /// <summary>A reading did not take place.</summary>
    public void Missed(bool skipped)
    {
        if (skipped)
        {
            Interlocked.Increment(ref _skipped);
        }
        else
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
