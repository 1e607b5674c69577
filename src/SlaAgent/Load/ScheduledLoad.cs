using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Load;

/// <summary>One load probe on its timetable. Every start that was due ends in exactly one result, unless the agent stops first.</summary>
internal sealed class ScheduledLoad : IDisposable
{
    // A wall clock that is set far ahead passes over very many times; beyond these a gap is left.
    private const int MostPassedOver = 1000;

    // Times of the wall clock are looked up again this often, because it may be set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly LoadScheduler _scheduler;
    private readonly AgentClock _clock;
    private readonly RunTimetable _timetable;
    private readonly CancellationTokenSource _stopping = new();

    public ScheduledLoad(LoadPlan plan, LoadScheduler scheduler, AgentClock clock)
    {
        Plan = plan;
        _scheduler = scheduler;
        _clock = clock;
        _timetable = new RunTimetable(plan.Service.Name, plan.Load.Name, plan.Load.Schedule, clock.Now);
        Running = Task.Run(LoopAsync);
    }

    /// <summary>What is run.</summary>
    public LoadPlan Plan { get; }

    /// <summary>Completes when it has stopped.</summary>
    public Task Running { get; }

    /// <summary>Stops: a run under way is given up without a result.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task LoopAsync()
    {
        try
        {
            var after = _clock.Now;
            while (await WaitAsync(after) is { } due)
            {
                _scheduler.Publish(await RunAsync(due));
                after = PassOver(due);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped: what was under way says nothing.
        }
    }

    private async Task<Instant?> WaitAsync(Instant after)
    {
        while (_timetable.Next(after, _clock.Read()) is { } due)
        {
            var left = due - _clock.Now;
            if (left <= TimeSpan.Zero)
            {
                return due;
            }

            await Task.Delay(left < LongestWait ? left : LongestWait, _clock.Time, _stopping.Token);
        }

        return null;
    }

    private async Task<LoadResult> RunAsync(Instant due)
    {
        if (_scheduler.HeldBack(Plan.Service.Name) is { } reason)
        {
            return Void(due, reason);
        }

        if (Plan.NewRun(due, _clock, out var problem) is not { } run)
        {
            return Void(due, problem!);
        }

        try
        {
            var result = await run.RunAsync(_stopping.Token);
            _stopping.Token.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _scheduler.Report(Plan, e);
            return Void(due, $"unexpected {e.GetType().Name} in the agent");
        }
    }

    private Instant PassOver(Instant due)
    {
        for (var passed = 0; _timetable.Next(due, _clock.Read()) is { } next && next <= _clock.Now; passed++)
        {
            if (passed == MostPassedOver)
            {
                return _clock.Now;
            }

            _scheduler.Publish(Void(next, "the run before it had not ended"));
            due = next;
        }

        return due;
    }

    private LoadResult Void(Instant due, string reason) => new LoadTally([]).Result(Plan.IdentityOf(due), TimeSpan.Zero, TimeSpan.Zero, reason);
}
