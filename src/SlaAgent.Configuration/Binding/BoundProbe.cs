using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A probe as written, as far as agreements must know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>health</c>, <c>inference</c>, <c>evaluation</c>, <c>load</c>, or empty where it is unclear.</param>
/// <param name="Interval">Time between starts; null where it is unclear or a schedule.</param>
/// <param name="StreamsPrompt">Whether it streams a prompt; null where it is unclear.</param>
/// <param name="Probe">The contract; null where it is wrong or comes with a later version.</param>
internal sealed record BoundProbe(string Name, string Kind, TimeSpan? Interval, bool? StreamsPrompt, Probe? Probe);
