namespace SlaAgent.Core.Contracts;

/// <summary>When a service counts as down and as up again.</summary>
/// <param name="After">Failures in a row of each deciding probe that make it down; at least 1.</param>
/// <param name="Up">Successes in a row that make it up again; at least 1.</param>
/// <param name="StartupGrace">The longest the state <c>starting</c> may last.</param>
public sealed record DownPolicy(int After, int Up, TimeSpan StartupGrace)
{
    /// <summary>The defaults: 3 failures, 2 successes, 10 minutes.</summary>
    public DownPolicy()
        : this(3, 2, TimeSpan.FromMinutes(10))
    {
    }
}
