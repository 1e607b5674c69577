namespace SlaAgent.Commands.Baselines;

/// <summary>Why there is no history to look at.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="exit">The exit code that says so.</param>
internal sealed class BaselineFailure(string message, int exit) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int Exit => exit;
}
