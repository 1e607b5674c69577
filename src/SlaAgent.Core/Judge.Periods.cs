using SlaAgent.Core.Evidence;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private Dictionary<string, AgreementPeriods> _periods = new(StringComparer.Ordinal);

    /// <summary>Agreements whose calendar did not change go on with the period that they are in; others begin with the one that holds now.</summary>
    private void ApplyPeriods()
    {
        var periods = new Dictionary<string, AgreementPeriods>(StringComparer.Ordinal);
        foreach (var agreement in _configuration.Agreements)
        {
            if (agreement.Calendar is { } calendar)
            {
                periods[agreement.Name] = _periods.TryGetValue(agreement.Name, out var known) && known.Window == calendar ? known
                    : new AgreementPeriods(calendar, new CalendarPeriods(calendar.Unit, _context.ZoneOf(calendar.TimeZone)), _clock);
            }
        }

        _periods = periods;
    }

    private void RestorePeriods(IEnumerable<PastPeriod> past)
    {
        foreach (var known in past)
        {
            _periods.GetValueOrDefault(known.Agreement)?.Resume(known, _clock);
        }
    }

    private void AdvancePeriods()
    {
        foreach (var periods in _periods.Values)
        {
            periods.Timeline.Advance(_clock);
        }
    }

    /// <summary>Closes the periods that are over, and judges those that come after them.</summary>
    private void ClosePeriods()
    {
        foreach (var (name, periods) in _periods)
        {
            if (_clock.Now < periods.Timeline.To)
            {
                continue;
            }

            var entries = _objectives.Where(entry => entry.Agreement.Name == name).ToList();
            while (periods.IsOver(entries, _clock.Now))
            {
                if (periods.Close(entries) is { } closed)
                {
                    _evidence.Add(new EvidenceItem.PeriodClosed(closed));
                }

                foreach (var entry in entries)
                {
                    entry.Evaluate(_configuration.Agent, _context, _clock);
                }
            }
        }
    }
}
