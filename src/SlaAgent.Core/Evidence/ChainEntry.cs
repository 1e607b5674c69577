namespace SlaAgent.Core.Evidence;

/// <summary>An entry of the record as it is kept, not yet believed.</summary>
public sealed record ChainEntry
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>Wall time at which it was put on the record.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its text, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The hash before it, as it is noted in it.</summary>
    public required ReadOnlyMemory<byte> Previous { get; init; }

    /// <summary>Its hash, as it is noted in it.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The signature over its hash; empty where it is not signed.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Id of the key that signed it; null where it is not signed.</summary>
    public string? Signer { get; init; }

    /// <summary>Its hash in lower-case hex.</summary>
    public string HashText => Convert.ToHexStringLower(Hash.Span);

    /// <summary>The hash before it in lower-case hex.</summary>
    public string PreviousText => Convert.ToHexStringLower(Previous.Span);

    /// <summary>What its number, time, kind and text hash to after <paramref name="previous"/>; null where its kind can be none.</summary>
    public byte[]? HashAfter(ReadOnlySpan<byte> previous) =>
        HashChain.IsKind(Kind) && previous.Length == HashChain.Length ? HashChain.Hash(previous, Number, At, Kind, Body.Span) : null;

    /// <summary>Whether its hash is what all else in it hashes to.</summary>
    public bool IsSound => HashAfter(Previous.Span) is { } hash && hash.AsSpan().SequenceEqual(Hash.Span);
}
