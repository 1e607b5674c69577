namespace SlaAgent.Core.Contracts;

/// <summary>What the agent does while a server says that it has more to do than it can.</summary>
/// <param name="BackOff">Whether inference probes are held back then.</param>
/// <param name="MaxWait">The longest that they are held back after one answer; never more than <see cref="MostStarts"/> starts of a probe.</param>
/// <param name="Waiting">Requests waiting in the server, by its own metrics, over which it counts as saturated; null for no such limit.</param>
public sealed record SaturationPolicy(bool BackOff, TimeSpan MaxWait, int? Waiting)
{
    /// <summary>Most starts in a row that are held back: a server is asked at least every eleventh time, whatever it says.</summary>
    public const int MostStarts = 10;

    /// <summary>The usual <see cref="MaxWait"/>.</summary>
    public static readonly TimeSpan DefaultMaxWait = TimeSpan.FromSeconds(30);

    /// <summary>The defaults: held back, 30 seconds at most, and no limit of what waits.</summary>
    public SaturationPolicy()
        : this(true, DefaultMaxWait, null)
    {
    }
}
