using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary>Where hours of history come from: the ledger, or a Prometheus server.</summary>
internal interface IHistorySource : IDisposable
{
    /// <summary>What it is, in words.</summary>
    string Name { get; }

    /// <summary>The hours of an objective.</summary>
    /// <exception cref="BaselineFailure">It cannot be read.</exception>
    Task<BaselineHistory> OfAsync(ModelService service, ServiceLevelAgreement agreement, Objective objective, CancellationToken cancellation);

    /// <summary>The hours of the requests of real users, whatever came of them; null where nobody knows.</summary>
    /// <exception cref="BaselineFailure">It cannot be read.</exception>
    Task<BaselineHistory?> OfDemandAsync(ModelService service, IReadOnlyList<ServiceLevelAgreement> agreements, CancellationToken cancellation);
}
