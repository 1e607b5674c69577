using System.Diagnostics;
using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>Carries out one probe at a time. Disposing closes its connection.</summary>
internal interface IProbeSender : IDisposable
{
    /// <summary>Sends one request and reads its answer. Failures are results.</summary>
    /// <param name="scheduledAt">When the probe was meant to start.</param>
    /// <param name="scheduleDelay">How late it starts.</param>
    /// <param name="trace">The span whose context goes to the server; the default for none.</param>
    /// <param name="stopping">Gives the probe up without a result.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled; nothing else is thrown.</exception>
    Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping);
}
