using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The results of a service that is said to be stopped on purpose. They are held until it is known whether that is true: waived when the agent itself is
/// told to stop, counted after all when ten minutes pass or the service comes back.
/// </summary>
internal sealed class DrainHold
{
    /// <summary>How long the agent waits to be told to stop.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Most results held; the oldest goes, and lowers coverage.</summary>
    public const int Capacity = 20_000;

    private readonly Queue<ProbeResult> _held = new();
    private bool _sawFailure;

    /// <summary>When it began; null while there is none.</summary>
    public Instant? Since { get; private set; }

    /// <summary>Whether the agent was told to stop.</summary>
    public bool IsConfirmed { get; private set; }

    public bool IsActive => Since is not null;

    public IReadOnlyCollection<ProbeResult> Held => _held;

    public void Begin(Instant now) => Since ??= now;

    public void Confirm() => IsConfirmed = true;

    /// <summary>Holds a result.</summary>
    /// <returns>True where it shows that the service came back: a success after a failure.</returns>
    public bool Hold(ProbeResult result, bool isDeciding)
    {
        if (_held.Count == Capacity)
        {
            _held.Dequeue();
        }

        _held.Enqueue(result);
        if (isDeciding && result.Outcome.IsFailure())
        {
            _sawFailure = true;
        }

        return isDeciding && _sawFailure && result.Outcome == Outcome.Success;
    }

    /// <summary>Whether the agent was not told to stop in time.</summary>
    public bool IsOverdue(Instant now) => !IsConfirmed && Since is { } since && now - since >= Patience;

    /// <summary>Takes what is held.</summary>
    public ProbeResult[] Take()
    {
        ProbeResult[] taken = [.. _held];
        _held.Clear();
        return taken;
    }

    /// <summary>Ends the draining.</summary>
    public void End() => (Since, IsConfirmed, _sawFailure) = (null, false, false);
}
