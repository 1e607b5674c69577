namespace SlaAgent.DemoServer.Http;

/// <summary>Ends the answering of a request that cannot be served, from wherever that is found out.</summary>
internal sealed class RefusedException(Problem problem, string? reason = null, string? model = null) : Exception(reason)
{
    /// <summary>What is wrong with the request.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>What to say of it; null for the dialect's own words.</summary>
    public string? Reason { get; } = reason;

    /// <summary>The model that was asked for; null for the one that is here.</summary>
    public string? Model { get; } = model;
}
