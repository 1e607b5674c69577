namespace SlaAgent.Core.Contracts;

/// <summary>How long a period of the calendar is.</summary>
public enum CalendarUnit
{
    /// <summary>From midnight to midnight: 23 to 25 hours.</summary>
    Day,

    /// <summary>From Monday on, as ISO 8601 has it.</summary>
    Week,

    /// <summary>28 to 31 days.</summary>
    Month,

    /// <summary>Three months, from January, April, July or October on.</summary>
    Quarter,

    /// <summary>365 or 366 days.</summary>
    Year,
}
