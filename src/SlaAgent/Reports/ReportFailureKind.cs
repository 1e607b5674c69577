namespace SlaAgent.Reports;

/// <summary>Why no report can be made.</summary>
internal enum ReportFailureKind
{
    /// <summary>What was asked for makes no sense.</summary>
    Wrong,

    /// <summary>There is no such agreement.</summary>
    Unknown,

    /// <summary>Nothing is on the record of that time.</summary>
    Absent,

    /// <summary>The record cannot be read, or the report not be written.</summary>
    CouldNot,
}
