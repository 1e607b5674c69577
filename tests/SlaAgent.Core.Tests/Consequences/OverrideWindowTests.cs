using CsCheck;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Tests.Consequences;

/// <summary>Whatever people ask for and the wall clock does: an override is in force from when it was asked for, for as long as was asked, or until it is taken back.</summary>
public sealed class OverrideWindowTests
{
    private static readonly Instant Start = new(Scenario.Beginning.UtcTicks);

    [Fact]
    public void An_override_holds_in_its_window_and_nowhere_else() => Gen.Select(
        Gen.Int[-3600, 2 * 86_400],
        Gen.Int[-100, 2 * 86_400],
        Gen.Int[-7200, 7200],
        Gen.Int[0, 2 * 86_400]).Sample((seconds, takenBack, jump, asked) =>
    {
        var (book, evidence) = (new OverrideBook(), new List<EvidenceItem>());
        var agreement = Scenario.Agreement(Scenario.Availability(0.9m)) with { Consequences = new() { Freeze = true } };
        var request = new GateRequest("gold", "ann", "x", TimeSpan.FromSeconds(seconds));
        var isRefused = GateCheck.Problem(request, agreement) is not null;
        Assert.Equal(seconds is <= 0 or > 86_400, isRefused);
        if (isRefused)
        {
            return;
        }

        var order = book.Begin(request, new(Start, TimeSpan.Zero), evidence);
        bool Holds() => book.InForce("gold", Start + TimeSpan.FromSeconds(asked)) is not null;
        Assert.Equal(asked < seconds, Holds());
        if (takenBack >= 0)
        {
            // The wall clock was set meanwhile; that makes nothing longer.
            book.End(order.Id, "bob", new(Start + TimeSpan.FromSeconds(takenBack), TimeSpan.FromSeconds(jump)), evidence);
            Assert.Equal(takenBack >= seconds && asked < seconds, Holds());
        }

        Assert.Null(book.InForce("silver", Start));
        Assert.Equal(takenBack >= 0 && takenBack < seconds ? 2 : 1, evidence.Count);
    });

    [Fact]
    public void After_a_restart_it_holds_no_longer_than_it_was_asked_for() => Gen.Select(Gen.Int[1, 86_400], Gen.Int[0, 2 * 86_400], Gen.Int[-7200, 7200]).Sample((seconds, downtime, jump) =>
    {
        var order = new OverrideBook().Begin(new("gold", "ann", "x", TimeSpan.FromSeconds(seconds)), new(Start, TimeSpan.Zero), []);
        var book = new OverrideBook();
        var now = Start + TimeSpan.FromSeconds(downtime);
        book.Adopt([order], new(now, TimeSpan.FromSeconds(jump)));
        Assert.Null(book.InForce("gold", now + GateOverride.Longest));
        Assert.Null(book.InForce("gold", now + TimeSpan.FromSeconds(seconds)));
        if (jump == 0)
        {
            Assert.Equal(downtime < seconds, book.InForce("gold", now) is not null);
        }
    });

    [Fact]
    public void What_another_hand_wrote_lasts_no_longer_than_any_other()
    {
        var order = new GateOverride { Id = "1", Agreement = "gold", By = "eve", Reason = "x", From = Scenario.Beginning, Until = Scenario.Beginning.AddDays(400) };
        var book = new OverrideBook();
        book.Adopt([order], new(Start, TimeSpan.Zero));
        Assert.NotNull(book.InForce("gold", Start + TimeSpan.FromHours(23)));
        Assert.Null(book.InForce("gold", Start + GateOverride.Longest));
    }
}
