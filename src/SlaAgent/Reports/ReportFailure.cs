namespace SlaAgent.Reports;

/// <summary>No report can be made. The message says why and what to do.</summary>
/// <param name="message">The message.</param>
/// <param name="isWrong">Whether what was asked for is wrong, rather than that it cannot be had.</param>
internal sealed class ReportFailure(string message, bool isWrong) : Exception(message)
{
    /// <summary>Whether what was asked for is wrong.</summary>
    public bool IsWrong { get; } = isWrong;
}
