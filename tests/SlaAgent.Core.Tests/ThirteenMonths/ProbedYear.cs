using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.ThirteenMonths;

/// <summary>
/// Thirteen months of one service, by cells of five minutes: what the probe of each came to, which time was excluded beforehand, by hand and after the fact, and
/// when the agent was not running. The same for the same seed.
/// </summary>
internal sealed class ProbedYear
{
    public static readonly TimeSpan Cell = TimeSpan.FromMinutes(5);

    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly Outcome[] Failures = [Outcome.Http5xx, Outcome.ConnectionError, Outcome.TimeoutTotal, Outcome.Http429];

    private readonly Random _random;

    public ProbedYear(int seed)
    {
        _random = new Random(seed);
        Outcomes = new Outcome[CellOf(To)];
        IsSlow = new bool[Outcomes.Length];
        for (var i = 0; i < Outcomes.Length; i++)
        {
            Outcomes[i] = _random.Next(4000) == 0 ? Failures[_random.Next(Failures.Length)] : Outcome.Success;
            IsSlow[i] = _random.Next(100) < 3;
        }

        for (var month = 0; month < 13; month++)
        {
            var first = CellOf(Local(2026, 2 + month, 1, 0));
            AddOutages(month, first);
            Pauses.Add((first + Cells(10, 9) + _random.Next(12), first + Cells(10, 12) + _random.Next(36)));
            if (month % 4 == 1)
            {
                Downtimes.Add((first + Cells(20, 10), first + Cells(20, 10) + _random.Next(1, 240)));
            }

            if (month % 3 != 1)
            {
                Adjusted.Add((first + Cells(24, 12), first + Cells(24, 18), first + Cells(25, 7)));
            }
        }

        for (var sunday = new DateTime(2026, 2, 1); sunday < new DateTime(2027, 3, 1); sunday = sunday.AddDays(7))
        {
            var at = Local(sunday.Year, sunday.Month, sunday.Day, 4);
            Spans.AddRange([new ExcludedSpan("gold", "patching", [], at, at.AddHours(1)), new ExcludedSpan("rolling", "patching", [], at, at.AddHours(1))]);
        }
    }

    public static DateTimeOffset From { get; } = Local(2026, 2, 1, 0);

    public static DateTimeOffset To { get; } = Local(2027, 3, 1, 0);

    public Outcome[] Outcomes { get; }

    public bool[] IsSlow { get; }

    /// <summary>Pauses by hand, from one cell to another.</summary>
    public List<(int From, int To)> Pauses { get; } = [];

    /// <summary>Cells in which the agent was not running.</summary>
    public List<(int From, int To)> Downtimes { get; } = [];

    /// <summary>Cells that were excluded after the fact, and when.</summary>
    public List<(int From, int To, int At)> Adjusted { get; } = [];

    /// <summary>Planned exclusions.</summary>
    public List<ExcludedSpan> Spans { get; } = [];

    /// <summary>The beginning of a cell.</summary>
    public static DateTimeOffset TimeOf(int cell) => From + (Cell * cell);

    /// <summary>The cell of a time.</summary>
    public static int CellOf(DateTimeOffset at) => (int)((at - From) / Cell);

    /// <summary>A time of the clocks of Berlin; a month beyond December is one of the next year.</summary>
    public static DateTimeOffset Local(int year, int month, int day, int hour)
    {
        var local = new DateTime(year + ((month - 1) / 12), ((month - 1) % 12) + 1, day, hour, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local)).ToUniversalTime();
    }

    private static int Cells(int day, int hour) => (((day - 1) * 24) + hour) * 12;

    private void AddOutages(int month, int first)
    {
        // Some months are bad, some without an outage.
        for (var outage = 0; outage < month % 5; outage++)
        {
            var begin = first + Cells(1 + _random.Next(27), _random.Next(24));
            var length = _random.Next(1, month % 3 == 0 ? 100 : 12);
            var failure = Failures[_random.Next(Failures.Length)];
            for (var i = begin; i < Math.Min(begin + length, Outcomes.Length); i++)
            {
                Outcomes[i] = failure;
            }
        }
    }
}
