namespace SlaAgent.Ledger;

/// <summary>Merges two serialised latency histograms; it throws <see cref="FormatException"/> or <see cref="InvalidDataException"/> for what is none.</summary>
internal delegate ReadOnlyMemory<byte> MergeLatencies(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right);
