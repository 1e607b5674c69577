using System.Globalization;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Incidents;

/// <summary>Times in UTC and, where the contract has another zone, in that one beside it.</summary>
internal sealed class PostmortemTimes(TimeZoneInfo? zone)
{
    private readonly TimeZoneInfo? _zone = zone is null || (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime) ? null : zone;

    /// <summary>Head of a table of events.</summary>
    public string Header => _zone is null
        ? "| UTC | event | what happened |\n| --- | --- | --- |\n"
        : $"| UTC | {_zone.Id} | event | what happened |\n| --- | --- | --- | --- |\n";

    /// <summary>The cells of a time in that table.</summary>
    public string Cells(DateTimeOffset at) => _zone is null ? Words.Time(at) : $"{Words.Time(at)} | {Local(at)}";

    /// <summary>A time in words.</summary>
    public string Of(DateTimeOffset at) => _zone is null ? Words.Time(at) : $"{Words.Time(at)} ({Local(at)} {_zone.Id})";

    private string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
