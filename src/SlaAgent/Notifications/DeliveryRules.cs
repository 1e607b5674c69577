using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>
/// When which form of an incident is due at one address. Pure. Promise: firing is always accepted before resolved is sent; what was not accepted stays due for ever.
/// </summary>
internal static class DeliveryRules
{
    /// <summary>What is due next and from when on; null where nothing will be, as things stand.</summary>
    /// <param name="incident">Its latest state.</param>
    /// <param name="delivery">How far the address has come.</param>
    /// <param name="replayDelay">
    /// For an Alertmanager, which forgets what it is not told again: shortest time between firing and resolved there. Null for what remembers.
    /// </param>
    /// <param name="options">Times.</param>
    public static (Transition Transition, DateTimeOffset From)? Next(Incident incident, DeliveryRecord delivery, TimeSpan? replayDelay, DeliveryOptions options)
    {
        if (delivery.Rejected is not null)
        {
            return null;
        }

        if (delivery.FiringAccepted is not { } firing)
        {
            return (Transition.Firing, DateTimeOffset.MinValue);
        }

        var resends = replayDelay is not null;
        var again = (delivery.LastSent ?? firing) + options.ResendInterval;
        if (incident.IsOpen)
        {
            return resends ? (Transition.Firing, again) : null;
        }

        if (options.Ha)
        {
            return null;
        }

        if (delivery.ResolvedAccepted is not { } resolved)
        {
            return (Transition.Resolved, replayDelay is { } delay ? firing + delay : DateTimeOffset.MinValue);
        }

        return resends && again <= resolved + options.ResolvedFor ? (Transition.Resolved, again) : null;
    }

    /// <summary>Whether a transition that happened has not been accepted yet.</summary>
    public static bool IsOwed(Incident incident, DeliveryRecord delivery, DeliveryOptions options) =>
        delivery.Rejected is null
        && (delivery.FiringAccepted is null || (!incident.IsOpen && delivery.ResolvedAccepted is null && !options.Ha));
}
