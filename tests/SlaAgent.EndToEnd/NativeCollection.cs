namespace SlaAgent.EndToEnd;

/// <summary>Tests that run alone.</summary>
[CollectionDefinition("native", DisableParallelization = true)]
public sealed class NativeCollection;
