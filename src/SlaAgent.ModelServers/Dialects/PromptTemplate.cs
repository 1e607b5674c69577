namespace SlaAgent.ModelServers.Dialects;

/// <summary>
/// The body of a prompt as JSON. A string that is one <c>{{prompt}}</c>, <c>{{model}}</c>, <c>{{version}}</c>, <c>{{maxTokens}}</c>, <c>{{stream}}</c>
/// or <c>{{keepAlive}}</c> becomes that value; a member whose value is not known is left out.
/// </summary>
/// <param name="Body">A JSON object.</param>
internal sealed record PromptTemplate(string Body)
{
    /// <summary>Members added where a stream is asked for; a JSON object, or null.</summary>
    public string? Streamed { get; init; }

    /// <summary>Members added unless the server may answer from its caches; a JSON object, or null.</summary>
    public string? Uncached { get; init; }

    /// <summary>A member that some servers refuse, and without which the next request is made then; null for none.</summary>
    public string? Refusable { get; init; }
}
