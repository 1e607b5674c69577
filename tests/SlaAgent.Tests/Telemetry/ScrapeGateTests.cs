using System.Text;
using Microsoft.AspNetCore.Http;
using SlaAgent.Telemetry;

namespace SlaAgent.Tests.Telemetry;

public sealed class ScrapeGateTests
{
    private readonly TaskCompletionSource _read = new();

    [Fact]
    public async Task An_answer_that_nobody_reads_holds_up_neither_other_scrapes_nor_a_reload()
    {
        using var gate = new ScrapeGate();
        var scrape = gate.Guard(context => context.Response.WriteAsync("metrics"));
        var unread = scrape(Context(new UnreadBody(_read.Task)));
        Assert.False(unread.IsCompleted);
        using var body = new MemoryStream();
        var changed = false;

        await scrape(Context(body));
        gate.Change(() => changed = true);

        Assert.True(changed);
        Assert.Equal("metrics", Encoding.UTF8.GetString(body.ToArray()));
        _read.SetResult();
        await unread;
    }

    [Fact]
    public async Task No_scrape_collects_during_a_change()
    {
        using var gate = new ScrapeGate();
        var collected = 0;
        var scrape = gate.Guard(context =>
        {
            Interlocked.Increment(ref collected);
            return context.Response.WriteAsync("metrics");
        });
        Task? waiting = null;
        using var body = new MemoryStream();

        gate.Change(() =>
        {
            waiting = scrape(Context(body));
            Assert.Equal(0, collected);
            gate.CollectForNobody();
            Assert.Equal(1, collected);
        });
        await waiting!;

        Assert.Equal(2, collected);
        Assert.Equal("metrics", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public async Task Answers_held_in_memory_are_bounded_and_who_leaves_frees_a_place()
    {
        using var gate = new ScrapeGate();
        var collected = 0;
        var scrape = gate.Guard(context =>
        {
            collected++;
            return context.Response.WriteAsync("metrics");
        });
        using var leaving = new CancellationTokenSource();
        var held = Enumerable.Range(0, 16).Select(i => scrape(Context(new UnreadBody(_read.Task), i == 0 ? leaving.Token : default))).ToArray();
        using var body = new MemoryStream();

        var one = scrape(Context(body));
        Assert.Equal(16, collected);
        await leaving.CancelAsync();
        await one;

        Assert.Equal(7, body.Length);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held[0]);
        _read.SetResult();
        await Task.WhenAll(held[1..]);
    }

    [Fact]
    public async Task A_change_that_fails_does_not_shut_the_gate()
    {
        using var gate = new ScrapeGate();
        var scrape = gate.Guard(context => context.Response.WriteAsync("metrics"));
        using var body = new MemoryStream();

        Assert.Throws<FormatException>(() => gate.Change(() => throw new FormatException()));
        await scrape(Context(body));

        Assert.Equal(7, body.Length);
    }

    private static DefaultHttpContext Context(Stream body, CancellationToken aborted = default)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted };
        context.Response.Body = body;
        return context;
    }

    /// <summary>Takes nothing until it is told to.</summary>
    private sealed class UnreadBody(Task read) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await read.WaitAsync(cancellationToken);
    }
}
