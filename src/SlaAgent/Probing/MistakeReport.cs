using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Probing;

/// <summary>Says in the log what broke in the agent itself while it probed: at most one line in <see cref="Pause"/>, with how many it stands for.</summary>
internal sealed partial class MistakeReport(AgentClock clock, ILogger logger)
{
    /// <summary>Between two lines.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Instant? _next;
    private long _unsaid;

    /// <summary>A probe broke.</summary>
    public void Add(string service, string probe, Exception mistake)
    {
        long unsaid;
        lock (_gate)
        {
            var now = clock.Now;
            if (now < _next)
            {
                _unsaid++;
                return;
            }

            (unsaid, _unsaid) = (_unsaid, 0);
            _next = now + Pause;
        }

        Log.Broken(logger, service, probe, unsaid, mistake);
    }
}
