using System.Net;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>Deadlines, on a fake clock: time passes only where a test says so.</summary>
public sealed class DeadlineTests
{
    private static readonly StageTimeouts Stages =
        new(Connect: TimeSpan.FromSeconds(2), FirstByte: TimeSpan.FromSeconds(4), Stall: TimeSpan.FromSeconds(3));

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_resolver_that_hangs_ends_at_the_connect_deadline()
    {
        AddressResolver hanging = async (_, ct) =>
        {
            _reached.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return [];
        };

        var result = await ProbeAsync(new Uri("http://model.test"), 2, resolver: hanging);

        AssertFailed(result, Outcome.TimeoutConnect, 2);
        Assert.Equal("the name did not resolve within 2000 ms", result.Detail);
        Assert.Equal(result.Duration, result.Phases.Resolve);
    }

    [Fact]
    public async Task A_resolver_that_cannot_be_stopped_does_not_hold_up_the_next_probe()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        AddressResolver hanging = (_, _) => _reached.TrySetResult()
            ? new TaskCompletionSource<IPAddress[]>().Task
            : Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        using var transport = Transport(new Uri($"http://model.test:{server.Port}"), Stages, resolver: hanging);

        var first = transport.SendAsync();
        await _reached.Task;
        _time.Advance(TimeSpan.FromSeconds(2));

        AssertFailed((await first).Result, Outcome.TimeoutConnect, 2);
        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
    }

    [Fact]
    public async Task The_total_deadline_while_connecting_is_a_connect_timeout()
    {
        AddressResolver hanging = async (_, ct) =>
        {
            _reached.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return [];
        };

        var result = await ProbeAsync(new Uri("http://model.test"), 10, stages: new StageTimeouts(), resolver: hanging);

        AssertFailed(result, Outcome.TimeoutConnect, 10);
    }

    [Fact]
    public async Task A_handshake_that_is_never_answered_ends_at_the_connect_deadline_and_the_connection_is_closed()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadSomeAsync();
            _reached.SetResult();
            await c.WaitForCloseAsync();
            _closed.SetResult();
        });

        var result = await ProbeAsync(new Uri($"https://127.0.0.1:{server.Port}"), 2);

        AssertFailed(result, Outcome.TimeoutConnect, 2);
        Assert.Equal("no TLS handshake within 2000 ms", result.Detail);
        Assert.Equal(result.Duration, result.Phases.Tls);
        await _closed.Task;
    }

    [Fact]
    public async Task A_first_byte_deadline_holds_where_no_connect_deadline_is_set()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            _reached.SetResult();
            await c.WaitForCloseAsync();
        });

        var result = await ProbeAsync(server.Url, 4, stages: new StageTimeouts(FirstByte: TimeSpan.FromSeconds(4)));

        AssertFailed(result, Outcome.TimeoutFirstByte, 4);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 10)]
    public async Task A_server_that_never_answers_ends_at_the_first_byte_or_the_total_deadline(bool staged, int seconds)
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            _reached.SetResult();
            await c.WaitForCloseAsync();
            _closed.SetResult();
        });

        var result = await ProbeAsync(server.Url, seconds, stages: staged ? Stages : new StageTimeouts());

        AssertFailed(result, Outcome.TimeoutFirstByte, seconds);
        Assert.Null(result.FirstByte);
        Assert.Single(server.Requests);
        await _closed.Task;
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhal")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n")]
    public async Task An_answer_that_falls_silent_is_stalled(string begin)
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync(begin);
            await c.WaitForCloseAsync();
            _closed.SetResult();
        });
        using var transport = ProbeSetup.Transport(
            server.Url,
            s => s with { Timeouts = new StageTimeouts(Stall: TimeSpan.FromSeconds(3)) },
            ProbeSetup.Probe(TimeSpan.FromDays(1)),
            time: _time);

        var running = transport.SendAsync();
        await AdvanceUntilAsync(running, TimeSpan.FromMilliseconds(100));
        var result = (await running).Result;

        Assert.Equal(Outcome.Stalled, result.Outcome);
        Assert.True(result.Duration - result.FirstByte >= TimeSpan.FromSeconds(3));
        await _closed.Task;
    }

    [Fact]
    public async Task A_body_that_drips_for_ever_ends_at_the_total_deadline_and_keeps_what_came()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            try
            {
                while (true)
                {
                    await c.SendAsync("x");
                    await Task.Delay(1);
                }
            }
            catch (IOException)
            {
                _closed.SetResult();
            }
        });
        using var pieces = new SemaphoreSlim(0);
        using var transport = Transport(server.Url, Stages, new PlainExchange { OnPiece = _ => pieces.Release() });

        var running = transport.SendAsync();
        for (var i = 0; i < 10; i++)
        {
            await pieces.WaitAsync(TestContext.Current.CancellationToken);
            Assert.False(running.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var result = (await running).Result;

        AssertFailed(result, Outcome.TimeoutTotal, 10);
        Assert.NotNull(result.TimeToFirstToken);
        Assert.Equal(200, result.Status);
        Assert.Equal(result.Duration, result.Phases.Total);
        await _closed.Task;
    }

    [Fact]
    public async Task The_probe_after_a_timeout_starts_anew()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            if (c.Number == 1)
            {
                _reached.SetResult();
                await c.WaitForCloseAsync();
            }

            await c.AnswerAsync();
        });
        using var transport = Transport(server.Url, Stages);
        var hanging = transport.SendAsync();
        await _reached.Task;
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(Outcome.TimeoutFirstByte, (await hanging).Result.Outcome);
        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
    }

    [Fact]
    public async Task The_clock_runs_to_the_end_of_the_body_and_the_readers_time_is_its_own_phase()
    {
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
            await _reached.Task;
            await c.SendAsync("67890");
        });
        var read = 0;
        var exchange = new PlainExchange
        {
            OnPiece = n =>
            {
                read += n;
                _time.Advance(TimeSpan.FromMilliseconds(read == 5 ? 1500 : 250));
                _reached.TrySetResult();
            },
        };
        using var transport = Transport(server.Url, new StageTimeouts(), exchange);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.Success, result.Outcome);
        Assert.Equal(TimeSpan.Zero, result.FirstByte);
        Assert.Equal(TimeSpan.FromMilliseconds(1750), result.Duration);
        Assert.Equal(TimeSpan.FromMilliseconds(1750), result.Phases.Validate);
    }

    private static void AssertFailed(ProbeResult result, Outcome outcome, int seconds)
    {
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(seconds), result.Duration);
        Assert.NotNull(result.Detail);
    }

    private ProbeTransport Transport(Uri url, StageTimeouts stages, PlainExchange? exchange = null, AddressResolver? resolver = null) =>
        ProbeSetup.Transport(
            url,
            s => s with { Timeouts = stages },
            ProbeSetup.Probe(TimeSpan.FromSeconds(10)),
            exchange,
            _time,
            resolver);

    /// <summary>One probe that gets as far as the test's condition; then just the given time passes.</summary>
    private async Task<ProbeResult> ProbeAsync(Uri url, int seconds, StageTimeouts? stages = null, AddressResolver? resolver = null)
    {
        using var transport = Transport(url, stages ?? Stages, resolver: resolver);
        var running = transport.SendAsync();
        await _reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return (await running).Result;
    }

    private async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(step);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
