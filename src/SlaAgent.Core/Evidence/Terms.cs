using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Evidence;

/// <summary>Reads off an agreement what goes on the record of it.</summary>
public static class Terms
{
    /// <summary>The terms of an agreement about a service.</summary>
    /// <exception cref="ArgumentException">The service has nothing that an objective judges.</exception>
    public static AgreementTerms Of(ModelService service, ServiceLevelAgreement agreement) => new()
    {
        Name = agreement.Name,
        Service = agreement.Service,
        Audience = agreement.Audience,
        Scope = agreement.Scope,
        Provider = agreement.Provider,
        Consumer = agreement.Consumer,
        Description = agreement.Description,
        Window = agreement.Calendar?.NominalLength ?? agreement.Window,
        Calendar = agreement.Calendar?.Unit,
        TimeZone = agreement.Calendar?.TimeZone,
        Notice = agreement.Notice,
        Consequences = agreement.Consequences,
        Objectives = [.. agreement.Objectives.Select(objective => Of(service, agreement, objective))],
    };

    private static ObjectiveTerms Of(ModelService service, ServiceLevelAgreement agreement, Objective objective)
    {
        var source = EventSource.Of(service, objective.Indicator)
            ?? throw new ArgumentException($"{service.Name} has nothing that {agreement.Name}/{objective.Name} judges", nameof(service));
        var terms = new ObjectiveTerms
        {
            Name = objective.Name,
            Indicator = IndicatorNames.Of(objective.Indicator),
            Method = MethodText.Of(agreement, objective, source),
            Unit = UnitOf(objective, source),
            MinimumSamples = objective.MinimumSamples,
            Slice = objective.Timeslices?.Length,
        };
        return objective.Indicator switch
        {
            Indicator.Accuracy accuracy => terms with
            {
                Evaluation = accuracy.Probe ?? EventSource.FeedbackName, Metric = accuracy.Metric, Goal = accuracy.Goal, IsAtMost = accuracy.IsAtMost,
            },
            Indicator.Latency latency => Counted(terms, agreement, objective, source) with { Percentile = latency.Percentile, Threshold = latency.Threshold },
            Indicator.Throughput throughput => Counted(terms, agreement, objective, source) with { AtLeastPerSecond = throughput.AtLeast.PerSecond },
            _ => Counted(terms, agreement, objective, source),
        };
    }

    private static ObjectiveTerms Counted(ObjectiveTerms terms, ServiceLevelAgreement agreement, Objective objective, EventSource source) =>
        terms with { Series = SeriesKey.Of(agreement.Service, agreement.Name, objective, source), Target = objective.Target, PartsPerEvent = objective.PartsPerEvent };

    private static string UnitOf(Objective objective, EventSource source) => source switch
    {
        EventSource.Evaluated or EventSource.LabelledLater or EventSource.Loaded => "runs",
        _ when objective.Timeslices is not null => "slices",
        EventSource.Traffic => "requests",
        _ => "probes",
    };
}
