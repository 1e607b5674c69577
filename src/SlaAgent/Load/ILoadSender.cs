using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Load;

/// <summary>Carries out one request of a run of load at a time, over a connection of its own. Disposing closes it.</summary>
internal interface ILoadSender : IDisposable
{
    /// <summary>Sends one request and reads its answer. Failures are results.</summary>
    /// <param name="arrival">The lengths that are asked for.</param>
    /// <param name="due">When it was meant to arrive.</param>
    /// <param name="lag">How late it is.</param>
    /// <param name="stopping">Gives the request up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled; nothing else is thrown.</exception>
    Task<ProbeResult> SendAsync(Arrival arrival, Instant due, TimeSpan lag, CancellationToken stopping);
}
