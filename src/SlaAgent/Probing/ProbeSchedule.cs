using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>When probes are due: at a fixed rate from a start that is spread over the interval.</summary>
internal static class ProbeSchedule
{
    /// <summary>
    /// A probe's own place within its interval: the same in every run, and evenly spread over many probes, so that they do not start together.
    /// </summary>
    /// <returns>At least zero, less than <paramref name="interval"/>.</returns>
    public static TimeSpan Offset(string service, string probe, TimeSpan interval)
    {
        // FNV-1a, then the finaliser of MurmurHash3, because names that differ in their last character must land far apart.
        var hash = Hash(Hash(14695981039346656037, service) * 1099511628211, probe);
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return new TimeSpan((long)(ulong)(((UInt128)hash * (ulong)interval.Ticks) >> 64));
    }

    /// <summary>How many starts, <paramref name="due"/> the first of them, have been overtaken by a later one that is due too.</summary>
    public static long Overtaken(Instant due, Instant now, TimeSpan interval) => now < due ? 0 : (now - due).Ticks / interval.Ticks;

    private static ulong Hash(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }
}
