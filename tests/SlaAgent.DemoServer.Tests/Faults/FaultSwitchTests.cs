using CsCheck;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Faults;

public sealed class FaultSwitchTests
{
    [Fact]
    public void Of_a_hundred_inferences_exactly_the_share_fails() =>
        Gen.Int[0, 100].Sample(percent =>
        {
            var faults = new FaultSwitch { Current = new FaultSet { ErrorShare = percent / 100.0 } };
            Assert.Equal(percent, Enumerable.Range(0, 100).Count(_ => faults.NextFails()));
        });

    [Fact]
    public void A_value_out_of_range_is_refused_and_changes_nothing()
    {
        var before = new FaultSet { Hang = true };
        var faults = new FaultSwitch { Current = before };

        Assert.Throws<ArgumentException>(() => faults.Current = new FaultSet { ErrorShare = double.NaN });
        Assert.Equal(before, faults.Current);
    }
}
