using Microsoft.Data.Sqlite;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;
using SlaAgent.Ledger;

namespace SlaAgent.Commands.Baselines;

/// <summary>History from the agent's own ledger, also while the agent runs.</summary>
internal sealed class LedgerHistory : IHistorySource
{
    private readonly string _folder;
    private readonly int _weeks;
    private readonly DateTimeOffset _now;
    private readonly SlotReader _reader;

    private LedgerHistory(string folder, int weeks, DateTimeOffset now, SlotReader reader) => (_folder, _weeks, _now, _reader) = (folder, weeks, now, reader);

    /// <inheritdoc />
    public string Name => "the ledger in " + _folder;

    /// <summary>Opens the ledger of a state folder.</summary>
    /// <exception cref="BaselineFailure">There is none, or it cannot be read.</exception>
    public static LedgerHistory Open(string folder, int weeks, DateTimeOffset now)
    {
        if (!File.Exists(new LedgerFiles(folder).Database))
        {
            throw new BaselineFailure($"there is no ledger in {folder}; give the agent's state folder with --state, or a server with --prometheus", ExitCode.CouldNot);
        }

        return Reading(folder, () => new LedgerHistory(folder, weeks, now, SlotReader.Open(folder)));
    }

    /// <inheritdoc />
    public Task<BaselineHistory> OfAsync(ModelService service, ServiceLevelAgreement agreement, Objective objective, CancellationToken cancellation) => Task.FromResult(Of(service, agreement, objective));

    /// <inheritdoc />
    public Task<BaselineHistory?> OfDemandAsync(ModelService service, IReadOnlyList<ServiceLevelAgreement> agreements, CancellationToken cancellation)
    {
        // Every request is an event of an objective of their availability.
        foreach (var agreement in agreements)
        {
            if (agreement.Objectives.FirstOrDefault(o => o is { Indicator: Indicator.Availability { IsOfTraffic: true }, Timeslices: null }) is { } objective)
            {
                return Task.FromResult<BaselineHistory?>(Of(service, agreement, objective));
            }
        }

        return Task.FromResult<BaselineHistory?>(null);
    }

    /// <summary>Whether there are counts of the objective from when its indicator was another.</summary>
    public bool HasEarlier(ServiceLevelAgreement agreement, Objective objective) => Reading(_folder, () => _reader.HasAny(BaselineSeries.Prefix(agreement, objective)));

    /// <inheritdoc />
    public void Dispose() => _reader.Dispose();

    private BaselineHistory Of(ModelService service, ServiceLevelAgreement agreement, Objective objective)
    {
        var slots = BaselineSeries.Of(service, agreement, objective) is { } series ? Reading(_folder, () => _reader.Of(series, _now.AddDays(-7 * _weeks).AddHours(-1))) : [];
        return BaselineHistory.OfSlots(slots, _weeks, _now);
    }

    private static T Reading<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is SqliteException or LedgerDamagedException or IOException or UnauthorizedAccessException)
        {
            throw new BaselineFailure($"the ledger in {folder} cannot be read: {error.Message}", ExitCode.CouldNot);
        }
    }
}
