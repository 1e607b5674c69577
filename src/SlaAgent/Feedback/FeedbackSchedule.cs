using System.Threading.Channels;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;

namespace SlaAgent.Feedback;

/// <summary>
/// Looks at every service's feedback at the whole multiples of its interval, by the wall clock, so that a restart moves no look. Each service in a loop of its own,
/// away from the evaluation loop.
/// </summary>
internal sealed partial class FeedbackSchedule(AgentClock clock, FeedbackStore store, ChannelWriter<Sample> samples, ILogger logger) : IAsyncDisposable
{
    /// <summary>Longest wait at a time: the wall clock may be set meanwhile.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (Plan Plan, CancellationTokenSource Stop, Task Loop)> _loops = new(StringComparer.Ordinal);

    /// <summary>Puts <paramref name="configuration"/> in force: loops whose settings did not change go on.</summary>
    public async Task ApplyAsync(AgentConfiguration configuration)
    {
        var plans = configuration.Services
            .Where(service => service.Feedback is not null)
            .ToDictionary(service => service.Name, service => new Plan(service.Feedback!, ObjectivesOf(configuration, service.Name)), StringComparer.Ordinal);
        await EndAsync([.. _loops.Keys.Where(name => plans.GetValueOrDefault(name) != _loops[name].Plan)]);
        foreach (var (name, plan) in plans.Where(pair => !_loops.ContainsKey(pair.Key)))
        {
            var stop = new CancellationTokenSource();
            _loops[name] = (plan, stop, Task.Run(() => RunAsync(name, plan, stop.Token)));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await EndAsync([.. _loops.Keys]);

    private static EquatableArray<Indicator.Accuracy> ObjectivesOf(AgentConfiguration configuration, string service) =>
    [
        .. from agreement in configuration.Agreements
           where agreement.Service == service
           from objective in agreement.Objectives
           where objective.Indicator is Indicator.Accuracy { Probe: null }
           select (Indicator.Accuracy)objective.Indicator,
    ];

    private async Task EndAsync(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            _loops.Remove(name, out var loop);
            await loop.Stop.CancelAsync();
            await loop.Loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (loop.Loop.Exception is { } error)
            {
                LogBroken(name, error);
            }

            loop.Stop.Dispose();
        }
    }

    private async Task RunAsync(string service, Plan plan, CancellationToken cancel)
    {
        var evaluation = new FeedbackEvaluation(service, plan.Settings, [.. plan.Objectives], store);
        var failing = false;
        while (true)
        {
            var at = await NextAsync(plan.Settings.Interval, cancel);
            try
            {
                await samples.WriteAsync(await evaluation.RunAsync(at, clock.Read(), clock.Time, cancel), cancel);
                failing = false;
            }
            catch (IOException error)
            {
                if (!failing)
                {
                    LogUnread(service, error.Message);
                }

                failing = true;
            }
        }
    }

    /// <summary>Waits for the next multiple of the interval; which one it was.</summary>
    private async Task<DateTimeOffset> NextAsync(TimeSpan interval, CancellationToken cancel)
    {
        var due = Floor(clock.Time.GetUtcNow(), interval) + interval;
        while (due - clock.Time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            // Set back by more than an interval, the clock has other multiples ahead.
            due = wait > interval ? Floor(clock.Time.GetUtcNow(), interval) + interval : due;
            await Task.Delay(wait < s_longestWait ? wait : s_longestWait, clock.Time, cancel);
        }

        return Floor(clock.Time.GetUtcNow(), interval);
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan interval) => new(time.UtcTicks - (time.UtcTicks % interval.Ticks), TimeSpan.Zero);

    [LoggerMessage(LogLevel.Warning, "the feedback of service {Service} cannot be evaluated ({Reason}); the next look is in an interval")]
    private partial void LogUnread(string service, string reason);

    [LoggerMessage(LogLevel.Critical, "evaluating the feedback of service {Service} had ended")]
    private partial void LogBroken(string service, Exception error);

    private sealed record Plan(FeedbackSettings Settings, EquatableArray<Indicator.Accuracy> Objectives);
}
