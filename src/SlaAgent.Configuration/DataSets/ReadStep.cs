using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.DataSets;

/// <summary>What reading on found.</summary>
/// <param name="Example">An example; null for none.</param>
/// <param name="Line">Where.</param>
/// <param name="Message">What is wrong; null for nothing.</param>
/// <param name="IsLast">Whether nothing can follow.</param>
internal readonly record struct ReadStep(Example? Example, long Line, string? Message, bool IsLast)
{
    /// <summary>The end of the file.</summary>
    public static readonly ReadStep End = new(null, 0, null, true);

    /// <summary>An example that is wrong, after which others may follow.</summary>
    public static ReadStep Wrong(long line, string message) => new(null, line, message, false);

    /// <summary>Something after which nothing can be read.</summary>
    public static ReadStep Fatal(long line, string message) => new(null, line, message, true);
}
