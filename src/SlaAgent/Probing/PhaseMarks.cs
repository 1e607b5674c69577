using SlaAgent.Core.Samples;

namespace SlaAgent.Probing;

/// <summary>When each stage of a probe ended, from its start; null for a stage that never did.</summary>
/// <param name="Resolved">The name was resolved.</param>
/// <param name="Connected">TCP was connected.</param>
/// <param name="Secured">TLS was agreed, or was not needed.</param>
/// <param name="Sent">The last byte of the request was written.</param>
/// <param name="FirstByte">The first byte of the response came.</param>
/// <param name="Validate">Time spent reading the answer while it came.</param>
internal readonly record struct PhaseMarks(
    TimeSpan? Resolved,
    TimeSpan? Connected,
    TimeSpan? Secured,
    TimeSpan? Sent,
    TimeSpan? FirstByte,
    TimeSpan Validate)
{
    /// <summary>
    /// The phases up to <paramref name="end"/>. They add up to it exactly; the phase that was in progress has what is left.
    /// </summary>
    public Phases Until(TimeSpan end)
    {
        // A mark is never before the one it follows: a server may answer before it has the whole request.
        var at = TimeSpan.Zero;
        var open = true;
        var resolve = Take(Resolved, end, ref at, ref open);
        var connect = Take(Connected, end, ref at, ref open);
        var tls = Take(Secured, end, ref at, ref open);
        var send = Take(FirstByte < Sent ? FirstByte : Sent, end, ref at, ref open);
        var wait = Take(FirstByte, end, ref at, ref open);
        var rest = end - at;
        var validate = Validate < rest ? Validate : rest;
        return new(resolve, connect, tls, send, wait, rest - validate, validate);
    }

    private static TimeSpan Take(TimeSpan? mark, TimeSpan end, ref TimeSpan at, ref bool open)
    {
        if (!open)
        {
            return TimeSpan.Zero;
        }

        open = mark is not null;
        var until = mark is { } own && own < end ? own : end;
        if (until <= at)
        {
            return TimeSpan.Zero;
        }

        var took = until - at;
        at = until;
        return took;
    }
}
