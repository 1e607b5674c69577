using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>A stretch of time whose counts are judged together: one that moves with time, or a period of the calendar.</summary>
internal interface IWindow
{
    /// <summary>How long it is; a period to its end, which is still to come.</summary>
    TimeSpan Length { get; }

    /// <summary>The moment before which nothing is held.</summary>
    Instant Start { get; }

    /// <summary>The moment from which on nothing is held; far ahead for a window that moves.</summary>
    Instant End { get; }

    /// <summary>Everything counted in it.</summary>
    SlotSums Sum { get; }
}
