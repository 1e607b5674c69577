namespace SlaAgent.Commands;

/// <summary>What the exit codes of every command mean.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>The answer is no: a breach, a failing probe.</summary>
    public const int No = 1;

    /// <summary>Wrong use or wrong configuration.</summary>
    public const int Wrong = 2;

    /// <summary>Could not: target unreachable, I/O.</summary>
    public const int CouldNot = 3;
}
