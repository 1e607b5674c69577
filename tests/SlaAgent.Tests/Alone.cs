namespace SlaAgent.Tests;

/// <summary>Measures the whole process, so it runs when no other test does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
