namespace SlaAgent.ModelServers.Presets;

/// <summary>Whether a server takes <c>stream_options</c>: not every one does, and a probe remembers for its life which kind it speaks to.</summary>
internal sealed class StreamUsage
{
    /// <summary>Whether the server has refused a request because of it.</summary>
    public bool Refused { get; set; }
}
