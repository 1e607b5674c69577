using System.Threading.Channels;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Exclusions;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>
/// The one place where what is known changes. It takes samples from the channel, judges, publishes a snapshot and hands what must last to the ledger.
/// Everything that wants to change the judge (a reload, a drain) is run here, between two turns.
/// </summary>
internal sealed class EvaluationLoop
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private readonly Judge _judge;
    private readonly AgentClock _clock;
    private readonly TimeProvider _time;
    private readonly ChannelReader<Sample> _samples;
    private readonly EvaluationOutputs _outputs;
    private readonly Channel<Action> _requests = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SpanCalendar _calendar = new();
    private AgentConfiguration _configuration;
    private Instant? _evaluatedAt;

    public EvaluationLoop(
        Judge judge,
        AgentConfiguration configuration,
        AgentClock clock,
        TimeProvider time,
        ChannelReader<Sample> samples,
        EvaluationOutputs outputs)
    {
        _judge = judge;
        _configuration = configuration;
        _clock = clock;
        _time = time;
        _samples = samples;
        _outputs = outputs;
    }

    /// <summary>Runs <paramref name="change"/> in the loop, between two turns, and completes with its result.</summary>
    /// <exception cref="InvalidOperationException">The loop has ended.</exception>
    public async Task<T> ChangeAsync<T>(Func<Judge, ClockReading, T> change, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Writer.TryWrite(() =>
        {
            try
            {
                done.TrySetResult(change(_judge, _clock.Read()));
            }
            catch (Exception e) when (done.TrySetException(e))
            {
                // The caller gets it; the loop goes on.
            }
        });
        await Task.WhenAny(done.Task, _ended.Task).WaitAsync(cancellation);
        return done.Task.IsCompleted ? await done.Task : throw new InvalidOperationException("The evaluation loop has ended.");
    }

    /// <summary>Begins a drain; once it completes with true, the ledger has been given it.</summary>
    public Task<T?> BeginDrainAsync<T>(string? service, Func<ClockReading, T> answer, CancellationToken cancellation)
        where T : class => ChangeAsync(
        (judge, reading) =>
        {
            var found = judge.BeginDrain(service, reading);
            _outputs.Durable(judge, reading, []);
            return found ? answer(reading) : null;
        },
        cancellation);

    /// <summary>Runs <paramref name="change"/> and judges; once it completes, the snapshot shows it and the ledger has been given it.</summary>
    public Task<T> ChangeAndEvaluateAsync<T>(Func<Judge, ClockReading, T> change, CancellationToken cancellation) => ChangeAsync(
        (judge, reading) =>
        {
            var answer = change(judge, reading);
            Evaluate(reading);
            return answer;
        },
        cancellation);

    /// <summary>Confirms a drain under way, unless the loop has ended before; once it completes, the ledger has been given it.</summary>
    public async Task ConfirmDrainAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            var confirming = ChangeAsync(
                (judge, reading) =>
                {
                    judge.ConfirmDrain(reading);
                    _outputs.Durable(judge, reading, []);
                    return true;
                },
                CancellationToken.None);
            await Task.WhenAny(confirming, _ended.Task);
        }
    }

    /// <summary>
    /// Puts <paramref name="configuration"/> in force, by difference, together with <paramref name="also"/>, while no scrape collects; once it completes, the
    /// snapshot is one of the new configuration.
    /// </summary>
    public Task ApplyAsync(AgentConfiguration configuration, ScrapeGate scrapes, Action<Judge, ClockReading> also, CancellationToken cancellation) => ChangeAsync(
        (judge, reading) =>
        {
            scrapes.Change(() =>
            {
                judge.Apply(configuration, reading);
                _configuration = configuration;
                also(judge, reading);
                Evaluate(reading);
            });
            return true;
        },
        cancellation);

    /// <summary>Turns until <paramref name="stopping"/>; then takes what samples there are, once more, so that the last second is not lost.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var turn = _configuration.Agent.EvaluationInterval < LongestTurn ? _configuration.Agent.EvaluationInterval : LongestTurn;
        using var timer = new PeriodicTimer(turn, _time);
        try
        {
            Turn();
            while (await timer.WaitForNextTickAsync(stopping))
            {
                Turn();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Turn();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Turn()
    {
        while (_requests.Reader.TryRead(out var request))
        {
            request();
        }

        while (_samples.TryRead(out var sample))
        {
            _outputs.Sampled(sample);
            _judge.Observe(sample);
        }

        var reading = _clock.Read();
        if (_evaluatedAt is null || reading.Now - _evaluatedAt.Value >= _configuration.Agent.EvaluationInterval - TimeSpan.FromMilliseconds(50))
        {
            Evaluate(reading);
        }
        else
        {
            _outputs.Durable(_judge, reading, []);
        }

        _outputs.Beat(_time.GetTimestamp());
    }

    private void Evaluate(ClockReading reading)
    {
        var started = _time.GetTimestamp();
        if (_calendar.Renew(_configuration, reading.Wall) is { } spans)
        {
            _judge.Exclude(spans, reading);
        }

        var evaluation = _judge.Evaluate(reading);
        _outputs.Evaluated(_configuration, evaluation, reading.Now, _time.GetElapsedTime(started));
        _outputs.Durable(_judge, reading, evaluation.Changes);
        _evaluatedAt = reading.Now;
    }
}
