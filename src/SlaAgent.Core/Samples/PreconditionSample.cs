using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>What a page said of the metric that an agreement depends on.</summary>
public sealed record PreconditionSample : Sample
{
    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>Name of its precondition.</summary>
    public required string Precondition { get; init; }

    /// <summary>When it was read.</summary>
    public required Instant ReadAt { get; init; }

    /// <summary>Its value; null where it is not known.</summary>
    public double? Value { get; init; }

    /// <summary>Why it is not known; null where it is.</summary>
    public string? Failure { get; init; }

    /// <inheritdoc />
    public override string Asked => $"{Agreement}/{Precondition}";

    /// <inheritdoc />
    public override Instant At => ReadAt;

    /// <inheritdoc />
    public override Sample Moved(TimeSpan by) => this with { ReadAt = ReadAt + by };
}
