namespace SlaAgent.Reports;

/// <summary>No report can be made. The message says why and what to do.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">The message.</param>
internal sealed class ReportFailure(ReportFailureKind kind, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public ReportFailureKind Kind { get; } = kind;
}
