using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Samples;

public sealed class OutcomesTests
{
    [Fact]
    public void Every_outcome_has_its_own_name() =>
        Assert.Equal(Outcomes.All.Length, Outcomes.All.Select(o => o.Name()).Distinct().Count());
}
