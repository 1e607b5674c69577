using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Scheduling;

/// <summary>One plan on its timetable. Every start that was due ends in exactly one result, unless the agent stops first.</summary>
internal sealed class ScheduledRuns : IDisposable
{
    // A wall clock that is set far ahead passes over very many times; beyond these a gap is left.
    private const int MostPassedOver = 1000;

    // Times of the wall clock are looked up again this often, because it may be set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly RunScheduler _scheduler;
    private readonly AgentClock _clock;
    private readonly RunTimetable _timetable;
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource? _settling;
    private Task _settled = Task.CompletedTask;

    /// <param name="plan">What is run.</param>
    /// <param name="scheduler">Whose it is.</param>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="before">Completes when what ran in its place has stopped; nothing is run until then.</param>
    public ScheduledRuns(IRunPlan plan, RunScheduler scheduler, AgentClock clock, Task before)
    {
        Plan = plan;
        _scheduler = scheduler;
        _clock = clock;
        _timetable = new RunTimetable(plan.Service, plan.Probe, plan.Schedule, clock.Now);
        Running = Task.Run(() => LoopAsync(before));
    }

    /// <summary>What is run.</summary>
    public IRunPlan Plan { get; }

    /// <summary>Completes when it has stopped.</summary>
    public Task Running { get; }

    /// <summary>Stops: a run under way is given up without a result.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task LoopAsync(Task before)
    {
        try
        {
            await before;
            var after = _clock.Now;
            if (await ResumeAsync() is { } interrupted)
            {
                Publish(interrupted);
                after = PassOver(after);
            }

            while (await WaitAsync(after) is { } due)
            {
                Publish(await RunAsync(due));
                after = PassOver(due);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped: what was under way says nothing.
        }
    }

    private void Publish(Sample result)
    {
        _scheduler.Publish(result);
        _settling = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _settled = SettleAsync(result, _settling.Token);
    }

    private async Task SettleAsync(Sample result, CancellationToken stopping)
    {
        try
        {
            await Plan.PublishedAsync(result, stopping);
        }
        catch (OperationCanceledException)
        {
            // Whatever it kept is still there.
        }
        catch (Exception e)
        {
            _scheduler.Report(Plan, e);
        }
    }

    /// <summary>Nothing of the run before may still be going on when the next one begins.</summary>
    private async Task EndSettlingAsync()
    {
        if (_settling is not null)
        {
            await _settling.CancelAsync();
            await _settled;
            _settling.Dispose();
            _settling = null;
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

    private async Task<Sample?> ResumeAsync()
    {
        try
        {
            var result = await Plan.ResumeAsync(_stopping.Token);
            _stopping.Token.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _scheduler.Report(Plan, e);
            return null;
        }
    }

    private async Task<Sample> RunAsync(Instant due)
    {
        await EndSettlingAsync();
        if (_scheduler.HeldBack(Plan) is { } reason)
        {
            return Plan.Void(due, reason);
        }

        try
        {
            var result = await Plan.RunAsync(due, _stopping.Token);
            _stopping.Token.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _scheduler.Report(Plan, e);
            return Plan.Void(due, $"unexpected {e.GetType().Name} in the agent");
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

            _scheduler.Publish(Plan.Void(next, "the run before it had not ended"));
            due = next;
        }

        return due;
    }
}
