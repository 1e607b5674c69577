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

    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly Queue<Sample> _held = new();
    private bool _sawFailure;
    private bool _isBeginUnsaved;
    private int _unsaved;
    private TimeSpan? _savedOffset;

    /// <summary>When it began; null while there is none.</summary>
    public Instant? Since { get; private set; }

    /// <summary>Whether the agent was told to stop.</summary>
    public bool IsConfirmed { get; private set; }

    public bool IsActive => Since is not null;

    public IReadOnlyCollection<Sample> Held => _held;

    /// <summary>Results that were too many, since this process began.</summary>
    public long Dropped { get; private set; }

    public void Begin(Instant now)
    {
        if (Since is null)
        {
            (Since, _isBeginUnsaved) = (now, true);
        }
    }

    /// <summary>Continues a drain from before a restart.</summary>
    public void Adopt(Instant began) => Since ??= began;

    public void Confirm() => (IsConfirmed, _isBeginUnsaved) = (true, false);

    /// <summary>Holds a result.</summary>
    /// <returns>True where it shows that the service came back: a success after a failure.</returns>
    public bool Hold(Sample sample, bool isDeciding)
    {
        if (_held.Count == Capacity)
        {
            _held.Dequeue();
            Dropped++;
        }

        _held.Enqueue(sample);
        _unsaved = Math.Min(_unsaved + 1, _held.Count);
        if (!isDeciding || sample is not ProbeResult result)
        {
            return false;
        }

        _sawFailure |= result.Outcome.IsFailure();
        return _sawFailure && result.Outcome == Outcome.Success;
    }

    /// <summary>Whether the agent was not told to stop in time.</summary>
    public bool IsOverdue(Instant now) => !IsConfirmed && Since is { } since && now - since >= Patience;

    /// <summary>Takes what is held.</summary>
    public Sample[] Take()
    {
        Sample[] taken = [.. _held];
        _held.Clear();
        _unsaved = 0;
        return taken;
    }

    /// <summary>
    /// What was held since the last call, and whether the drain itself is new; all of it, in the place of what was saved, where the wall clock was set
    /// meanwhile: what is saved carries wall times.
    /// </summary>
    public (bool ReplacesAll, bool IsNew, IEnumerable<Sample> Held) TakeUnsaved(TimeSpan wallOffset)
    {
        var replacesAll = IsActive && !IsConfirmed && _savedOffset is { } saved && (wallOffset - saved).Duration() > Jump;
        if (replacesAll)
        {
            (_unsaved, _isBeginUnsaved) = (_held.Count, true);
        }

        Sample[] fresh = _unsaved == 0 ? [] : [.. _held.Skip(_held.Count - _unsaved)];
        var isNew = _isBeginUnsaved;
        MarkSaved(replacesAll || _savedOffset is null ? wallOffset : _savedOffset.Value);
        return (replacesAll, isNew, fresh);
    }

    /// <summary>Takes all there is as saved, with wall times that stood this far from the timeline.</summary>
    public void MarkSaved(TimeSpan wallOffset) => (_unsaved, _isBeginUnsaved, _savedOffset) = (0, false, IsActive ? wallOffset : null);

    /// <summary>Ends the draining.</summary>
    public void End() => (Since, IsConfirmed, _sawFailure, _isBeginUnsaved) = (null, false, false, false);
}
