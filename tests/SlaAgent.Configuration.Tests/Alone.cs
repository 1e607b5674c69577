namespace SlaAgent.Configuration.Tests;

/// <summary>Measures the process's heap, so it runs when no other test does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
