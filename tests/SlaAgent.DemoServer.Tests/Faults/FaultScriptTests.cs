using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Faults;

public sealed class FaultScriptTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FaultSwitch _faults = new();

    [Fact]
    public async Task Steps_are_played_one_after_the_other_for_their_time()
    {
        var script = new FaultScript(
            new FaultStep(TimeSpan.FromSeconds(3), "slow", new FaultSet { ExtraLatencySeconds = 1 }),
            new FaultStep(TimeSpan.FromSeconds(5), "hanging", new FaultSet { Hang = true }));
        List<(string Step, double At, FaultSet InForce)> seen = [];

        var playing = script.PlayAsync(
            _faults, _time, step => seen.Add((step.Description, Elapsed, _faults.Current)), TestContext.Current.CancellationToken);
        await _time.AdvanceUntilAsync(playing, TimeSpan.FromMilliseconds(100));

        Assert.Equal(["slow", "hanging"], seen.Select(entry => entry.Step));
        Assert.Equal(script.Steps.Select(step => step.Faults), seen.Select(entry => entry.InForce));
        Assert.Equal(0, seen[0].At);
        Assert.True(seen[1].At >= 3);
        Assert.True(Elapsed >= 8);
        Assert.Equal(FaultSet.None, _faults.Current);
    }

    [Fact]
    public void A_step_lasts_until_its_time_is_over()
    {
        var playing = FaultScript.Standard.PlayAsync(_faults, _time, null, TestContext.Current.CancellationToken);

        _time.Advance(FaultScript.Standard.Steps[0].Duration - TimeSpan.FromTicks(1));

        Assert.Equal(FaultScript.Standard.Steps[0].Faults, _faults.Current);
        Assert.False(playing.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_script_leaves_no_fault_behind()
    {
        using var stop = new CancellationTokenSource();
        var playing = new FaultScript(new FaultStep(TimeSpan.FromHours(1), "hanging", new FaultSet { Hang = true }))
            .PlayAsync(_faults, _time, null, stop.Token);
        Assert.True(_faults.Current.Hang);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.Equal(FaultSet.None, _faults.Current);
    }

    [Fact]
    public void The_standard_script_shows_every_chapter_in_under_a_minute()
    {
        var steps = FaultScript.Standard.Steps;

        Assert.InRange(FaultScript.Standard.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(FaultSet.None, steps[0].Faults);
        Assert.Contains(steps, step => step.Faults.ExtraLatencySeconds > 0);
        Assert.Contains(steps, step => step.Faults.ErrorShare > 0);
        Assert.Contains(steps, step => step.Faults is { Hang: true, HealthFailing: false });
        Assert.Equal(FaultSet.None, steps[^1].Faults);
    }

    [Fact]
    public void A_faster_script_has_the_same_steps() =>
        Assert.Equal(FaultScript.Standard.Duration / 4, FaultScript.Standard.Faster(4).Duration);

    [Fact]
    public void A_script_without_steps_or_time_or_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FaultScript());
        Assert.Throws<ArgumentException>(() => new FaultScript(new FaultStep(TimeSpan.Zero, "nothing", FaultSet.None)));
        Assert.Throws<ArgumentException>(() => new FaultScript(new FaultStep(TimeSpan.FromSeconds(1), "too much", new FaultSet { ErrorShare = 2 })));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultScript.Standard.Faster(0));
    }

    private double Elapsed => (_time.GetUtcNow() - _time.Start).TotalSeconds;
}
