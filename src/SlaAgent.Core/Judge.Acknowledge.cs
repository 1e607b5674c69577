using SlaAgent.Core.Incidents;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Notes that somebody has taken an incident on, now. The first who did stands.</summary>
    /// <param name="id">Its id, its number, or a beginning of its id that no other has.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">What they say to it; null for nothing.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>The incident as it is then, which is no longer open where it has ended; null where there is none of this id. And whether it is acknowledged by this.</returns>
    public (Incident? Incident, bool IsNew) Acknowledge(string id, string by, string? note, ClockReading clock)
    {
        _clock = clock;
        return _book.Find(id) switch
        {
            { Acknowledgement: null } open => (_book.Acknowledge(open, new(by, note, clock.Wall)), true),
            { } taken => (taken, false),
            null => (_book.FindEnded(id), false),
        };
    }

    /// <summary>Takes an acknowledgement back that could not be made durable; nothing where it is not this one.</summary>
    public void TakeBack(string id, Acknowledgement acknowledgement)
    {
        if (_book.Find(id) is { } open && open.Acknowledgement == acknowledgement)
        {
            _book.Unacknowledge(open);
        }
    }
}
