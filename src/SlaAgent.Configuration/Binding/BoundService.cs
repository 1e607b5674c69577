using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A service as written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Probes">Its probes.</param>
/// <param name="Service">The contract; null where it is wrong or comes with a later version.</param>
internal sealed record BoundService(string Name, IReadOnlyList<BoundProbe> Probes, ModelService? Service);
