using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Load;

/// <summary>
/// One run of open-loop load. A thread of its own, for as long as arrivals last, only keeps time; requests run on the thread pool, each over a connection
/// that no other uses meanwhile. An arrival never waits for an earlier one: where as many as allowed are in flight, it is not sent, and counted.
/// </summary>
internal sealed class LoadRun(LoadIdentity identity, ArrivalProcess arrivals, int maxInFlight, Func<ILoadSender> newSender, LoadTally tally, AgentClock clock)
{
    /// <summary>Longest sleep of the thread that keeps time, so that it sees soon that the run was given up.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Stack<ILoadSender> _idle = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private bool _isPaced;

    /// <summary>Arrivals that were due so far.</summary>
    public long Scheduled
    {
        get
        {
            lock (_gate)
            {
                return tally.Scheduled;
            }
        }
    }

    /// <summary>Runs to the end of the last request.</summary>
    /// <param name="stopping">Gives the run up; its result then says nothing.</param>
    /// <remarks>What a sender cannot do because of a mistake of ours is thrown.</remarks>
    public async Task<LoadResult> RunAsync(CancellationToken stopping)
    {
        _idle.Push(newSender());
        var start = clock.Now;
        var pacing = new Thread(() => Pace(start, stopping)) { IsBackground = true, Name = "load " + identity.Probe };
        pacing.Start();
        await _ended.Task.ConfigureAwait(false);
        DisposeIdle();
        var duration = clock.Now - start;
        return tally.Result(identity, arrivals.Duration, duration, stopping.IsCancellationRequested ? "the run was given up" : null);
    }

    private void DisposeIdle()
    {
        lock (_gate)
        {
            foreach (var sender in _idle)
            {
                sender.Dispose();
            }

            _idle.Clear();
        }
    }

    private void Pace(Instant start, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && arrivals.TryNext(out var arrival))
        {
            var due = start + arrival.At;
            if (!SleepUntil(due, stopping))
            {
                break;
            }

            Arrive(arrival, due, stopping);
        }

        lock (_gate)
        {
            _isPaced = true;
            EndIfDone();
        }
    }

    private bool SleepUntil(Instant due, CancellationToken stopping)
    {
        while (due - clock.Now is var left && left > TimeSpan.Zero)
        {
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            FineSleep.For(left < LongestSleep ? left : LongestSleep);
        }

        return true;
    }

    private void Arrive(Arrival arrival, Instant due, CancellationToken stopping)
    {
        ILoadSender? sender;
        lock (_gate)
        {
            tally.Schedule();
            if (_inFlight == maxInFlight)
            {
                tally.Drop();
                return;
            }

            _inFlight++;
            _idle.TryPop(out sender);
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static request => _ = request.Run.SendAsync(request), new Request(this, sender, arrival, due, stopping), preferLocal: false);
    }

    private async Task SendAsync(Request request)
    {
        var sender = request.Sender;
        ProbeResult? result = null;
        try
        {
            sender ??= newSender();
            var lag = Instant.Max(clock.Now, request.Due) - request.Due;
            result = await sender.SendAsync(request.Arrival, request.Due, lag, request.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
            // Given up with the run, whose result then says nothing.
        }
        catch (Exception e)
        {
            // A mistake of ours: it ends the run rather than being taken for the server's.
            _ended.TrySetException(e);
        }
        finally
        {
            lock (_gate)
            {
                if (result is not null)
                {
                    tally.Complete(result);
                }

                if (sender is not null)
                {
                    _idle.Push(sender);
                }

                _inFlight--;
                EndIfDone();
            }
        }
    }

    private void EndIfDone()
    {
        if (_isPaced && _inFlight == 0)
        {
            _ended.TrySetResult();
        }
    }

    private sealed record Request(LoadRun Run, ILoadSender? Sender, Arrival Arrival, Instant Due, CancellationToken Stopping);
}
