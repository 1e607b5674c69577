using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Baselines;

/// <summary>Where an objective's counts stand in the ledger.</summary>
public static class BaselineSeries
{
    /// <summary>The key of its series; null where the service has no such source.</summary>
    public static string? Of(ModelService service, ServiceLevelAgreement agreement, Objective objective) =>
        EventSource.Of(service, objective.Indicator) is { } source ? SeriesKey.Of(service.Name, agreement.Name, objective, source) : null;

    /// <summary>How the keys of an objective begin, whatever its indicator was when its counts were written.</summary>
    public static string Prefix(ServiceLevelAgreement agreement, Objective objective) => $"{agreement.Service}/{agreement.Name}/{objective.Name}#";
}
