namespace SlaAgent.Core.Contracts;

/// <summary>Makes <see cref="EquatableArray{T}"/> usable in collection expressions.</summary>
public static class EquatableArray
{
    /// <summary>Copies <paramref name="items"/>.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);
}
