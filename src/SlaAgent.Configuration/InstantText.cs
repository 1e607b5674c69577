using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration;

/// <summary>Times as a configuration writes them.</summary>
public static class InstantText
{
    /// <summary>Reads <c>2026-12-01T22:00:00Z</c> or <c>2026-12-01T23:00:00+01:00</c>; false for anything without its offset.</summary>
    public static bool TryRead(string text, out DateTimeOffset time) => Instants.TryParse(text, out time);
}
