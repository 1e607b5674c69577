using SlaAgent.Core.Incidents;

namespace SlaAgent.Notifications;

/// <summary>One alert to post now.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Transition">In which form.</param>
internal readonly record struct DueDelivery(Incident Incident, Transition Transition);
