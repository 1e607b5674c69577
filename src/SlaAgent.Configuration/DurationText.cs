using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration;

/// <summary>Durations as a configuration writes them.</summary>
public static class DurationText
{
    /// <summary>The shortest form that reads back the same: <c>300ms</c>, <c>1m30s</c>, <c>30d</c>.</summary>
    public static string Write(TimeSpan duration) => Durations.Format(duration);

    /// <summary>Reads <c>300ms</c>, <c>1m30s</c>, <c>30d</c>; false where it is no duration.</summary>
    public static bool TryRead(string text, out TimeSpan duration) => Durations.TryParse(text, out duration);
}
