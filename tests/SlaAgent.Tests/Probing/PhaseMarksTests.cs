using CsCheck;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class PhaseMarksTests
{
    private static readonly Gen<TimeSpan> Span = Gen.Long[0, 1_000_000].Select(t => new TimeSpan(t));
    private static readonly Gen<TimeSpan?> Mark = Gen.Bool.SelectMany(set => set ? Span.Select(s => (TimeSpan?)s) : Gen.Const((TimeSpan?)null));

    [Fact]
    public void Phases_add_up_to_the_duration_whatever_was_marked_and_none_is_negative() =>
        Gen.Select(Mark, Mark, Mark, Mark, Mark, Span, Span).Sample((resolved, connected, secured, sent, first, validate, end) =>
        {
            var phases = new PhaseMarks(resolved, connected, secured, sent, first, validate).Until(end);

            Assert.Equal(end, phases.Total);
            Assert.All(
                [phases.Resolve, phases.Connect, phases.Tls, phases.Send, phases.Wait, phases.Receive, phases.Validate],
                p => Assert.True(p >= TimeSpan.Zero));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_phase_in_progress_at_a_failure_has_the_rest(int reached)
    {
        TimeSpan? At(int stage) => reached >= stage ? new TimeSpan(10 * stage) : null;
        var phases = new PhaseMarks(At(1), At(2), At(3), At(4), At(5), TimeSpan.Zero).Until(new TimeSpan(1000));

        TimeSpan[] all = [phases.Resolve, phases.Connect, phases.Tls, phases.Send, phases.Wait, phases.Receive];
        Assert.All(all[..reached], p => Assert.Equal(10, p.Ticks));
        Assert.Equal(1000 - (10 * reached), all[reached].Ticks);
        Assert.All(all[(reached + 1)..], p => Assert.Equal(TimeSpan.Zero, p));
    }
}
