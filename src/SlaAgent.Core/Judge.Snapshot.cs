using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly Dictionary<string, EquatableArray<ObjectiveStatus>> _shownObjectives = new(StringComparer.Ordinal);

    private AgentSnapshot Snapshot()
    {
        var services = new ServiceStatus[_services.Count];
        var i = 0;
        foreach (var service in _services.Values)
        {
            services[i++] = service.Tracker.Show();
        }

        var agreements = new AgreementStatus[_configuration.Agreements.Count];
        var first = 0;
        for (var a = 0; a < agreements.Length; a++)
        {
            var agreement = _configuration.Agreements[a];
            agreements[a] = Show(agreement, _objectives.AsSpan(first, agreement.Objectives.Count));
            first += agreement.Objectives.Count;
        }

        return new AgentSnapshot(_clock.Wall, [.. services], [.. agreements], _book.Show(), ShowRuns())
        {
            Excluded = ShowExcluded(),
            Pauses = _pauses.Show(),
            Adjustments = _adjustments.Show(),
            Preconditions = ShowPreconditions(),
            Obligations = _obligations.Show(),
            Breaches = _obligations.Breaches.Show(),
            Gates = _gates.Show(),
            GateOverrides = _gates.ShowOverrides(),
            LastIncidentNumber = _book.LastNumber,
            IncidentsForgottenTo = _book.ForgottenTo,
        };
    }

    private AgreementStatus Show(ServiceLevelAgreement agreement, ReadOnlySpan<ObjectiveEntry> entries)
    {
        var worst = ObjectiveStatusKind.Ok;
        var shown = _shownObjectives.GetValueOrDefault(agreement.Name);
        var same = shown.Count == entries.Length;
        for (var i = 0; i < entries.Length; i++)
        {
            var status = entries[i].Status!;
            worst = Badness(status.Status) > Badness(worst) ? status.Status : worst;
            same = same && ReferenceEquals(shown[i], status);
        }

        if (!same)
        {
            var statuses = new ObjectiveStatus[entries.Length];
            for (var i = 0; i < entries.Length; i++)
            {
                statuses[i] = entries[i].Status!;
            }

            _shownObjectives[agreement.Name] = shown = [.. statuses];
        }

        var periods = _periods.GetValueOrDefault(agreement.Name);
        var window = periods?.Timeline.Judged ?? new Period(_clock.Wall - agreement.Window, _clock.Wall);
        return new AgreementStatus(agreement.Name, agreement.Service, agreement.Audience, agreement.Scope, worst, window.From, window.To, shown)
        {
            Calendar = agreement.Calendar,
            LastPeriod = periods?.Last,
        };
    }

    private static int Badness(ObjectiveStatusKind status) => status switch
    {
        ObjectiveStatusKind.Breached => 4,
        ObjectiveStatusKind.AtRisk => 3,
        ObjectiveStatusKind.Unknown => 2,
        ObjectiveStatusKind.Excluded => 1,
        _ => 0,
    };
}
