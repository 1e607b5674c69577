using Cronos;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Scheduling;

/// <summary>When runs begin: at a fixed rate on the agent's own timeline, from a start that is spread over the interval; or at times of the wall clock.</summary>
internal sealed class RunTimetable
{
    private readonly Instant _first;
    private readonly TimeSpan _interval;
    private readonly CronExpression? _cron;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <param name="service">Name of the service.</param>
    /// <param name="probe">Name of the probe.</param>
    /// <param name="schedule">A checked schedule.</param>
    /// <param name="now">When the timetable begins.</param>
    public RunTimetable(string service, string probe, RunSchedule schedule, Instant now)
    {
        if (schedule is RunSchedule.Cron cron)
        {
            _cron = CronExpression.Parse(cron.Expression, CronFormat.Standard);
            _zone = ZoneData.Get(cron.TimeZone);
        }

        _interval = schedule.LongestGap;
        _first = now + ProbeSchedule.Offset(service, probe, _interval);
    }

    /// <summary>The first start after <paramref name="after"/>, as the clocks stand now; null where there is none any more.</summary>
    public Instant? Next(Instant after, ClockReading clock)
    {
        if (_cron is null)
        {
            return after < _first ? _first : _first + (((after - _first).Ticks / _interval.Ticks) + 1) * _interval;
        }

        return _cron.GetNextOccurrence(clock.ToWall(after).UtcDateTime, _zone) is { } time ? clock.FromWall(new DateTimeOffset(time, TimeSpan.Zero)) : null;
    }
}
