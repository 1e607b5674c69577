using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A service as written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Preset">Its preset, or the one that a misspelt name is nearest to; null where there is none.</param>
/// <param name="Probes">Its probes.</param>
/// <param name="Traffic">How its users' requests are read; null for not at all.</param>
/// <param name="Service">The contract; null where it is wrong or comes with a later version.</param>
internal sealed record BoundService(string Name, PresetCapabilities? Preset, IReadOnlyList<BoundProbe> Probes, TrafficSettings? Traffic, ModelService? Service)
{
    /// <summary>How truths that come later are judged; null for not at all.</summary>
    public FeedbackSettings? Feedback { get; init; }
}
