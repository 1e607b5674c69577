namespace SlaAgent.Core.Evidence;

/// <summary>Something on the record that is not as it was put there.</summary>
/// <param name="Number">Number of the entry.</param>
/// <param name="At">Its time; null where that cannot be read, or the entry is not there.</param>
/// <param name="Kind">Its kind; null likewise.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record ChainFault(long Number, DateTimeOffset? At, string? Kind, string Problem);
