using CsCheck;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>The grade of an incident is what its budget and its depth say, the worse of the two.</summary>
public sealed class IncidentGradingTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(0.0, null, IncidentGrade.Minor)]
    [InlineData(null, 0.0, IncidentGrade.Minor)]
    [InlineData(0.199, 0.499, IncidentGrade.Minor)]
    [InlineData(0.2, null, IncidentGrade.Major)]
    [InlineData(0.2, 0.0, IncidentGrade.Major)]
    [InlineData(null, 0.5, IncidentGrade.Major)]
    [InlineData(0.01, 0.5, IncidentGrade.Major)]
    [InlineData(0.999, 0.899, IncidentGrade.Major)]
    [InlineData(1.0, 0.0, IncidentGrade.Critical)]
    [InlineData(7.5, null, IncidentGrade.Critical)]
    [InlineData(0.0, 0.9, IncidentGrade.Critical)]
    [InlineData(null, 1.0, IncidentGrade.Critical)]
    public void Each_threshold_belongs_to_the_worse_grade(double? spent, double? depth, IncidentGrade? expected) => Assert.Equal(expected, IncidentGrading.Of(spent, depth));

    [Fact]
    public void Worse_figures_never_make_a_better_grade() => Gen.Select(Gen.Double[0, 2], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((spent, depth, more, deeper) =>
        Assert.True(IncidentGrading.Of(spent + more, Math.Min(1, depth + deeper)) >= IncidentGrading.Of(spent, depth)));
}
