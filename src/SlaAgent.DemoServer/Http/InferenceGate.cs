using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Http;

/// <summary>Where every inference meets the faults that are common to both protocols.</summary>
internal sealed class InferenceGate(ServerParts parts)
{
    /// <summary>Waits as long as the faults say, and says what is left to do.</summary>
    public async Task<GateVerdict> PassAsync(HttpContext context, FaultSet faults, CancellationToken cancellationToken)
    {
        if (faults.Hang)
        {
            await HoldAsync(context, cancellationToken).ConfigureAwait(false);
            return new GateVerdict(Gone: true, ErrorStatus: null);
        }

        await Task.Delay(TimeSpan.FromSeconds(faults.ExtraLatencySeconds), parts.Time, cancellationToken).ConfigureAwait(false);
        return new GateVerdict(Gone: false, parts.Faults.NextFails() ? faults.ErrorStatus : null);
    }

    /// <summary>Keeps the connection open and silent until the client leaves, the server stops or the bound is reached.</summary>
    public async Task HoldAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(parts.Options.LongestHang, parts.Time, cancellationToken).ConfigureAwait(false);
        context.Abort();
    }
}
