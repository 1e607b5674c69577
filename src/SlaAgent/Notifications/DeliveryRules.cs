using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>
/// When which form of an incident is due at one address. Pure. Promise: firing is always accepted before acknowledged, and both before resolved is sent; what was not accepted stays due for ever.
/// </summary>
internal static class DeliveryRules
{
    /// <summary>What is due next and from when on; null where nothing will be, as things stand.</summary>
    /// <param name="incident">Its latest state.</param>
    /// <param name="delivery">How far the address has come.</param>
    /// <param name="manner">How the receiver is to be told.</param>
    /// <param name="options">Times.</param>
    public static (Transition Transition, DateTimeOffset From)? Next(Incident incident, DeliveryRecord delivery, ReceiverManner manner, DeliveryOptions options)
    {
        if (delivery.Rejected is not null)
        {
            return null;
        }

        if (delivery.FiringAccepted is not { } firing)
        {
            return (Transition.Firing, DateTimeOffset.MinValue);
        }

        if (IsAcknowledgementOwed(incident, delivery, manner))
        {
            return (Transition.Acknowledged, DateTimeOffset.MinValue);
        }

        var resends = manner.ReplayDelay is not null;
        var again = (delivery.LastSent ?? firing) + options.ResendInterval;
        if (incident.IsOpen)
        {
            return resends ? (Transition.Firing, again) : null;
        }

        if (options.Ha || HasNoEnd(incident, manner))
        {
            return null;
        }

        if (delivery.ResolvedAccepted is not { } resolved)
        {
            return (Transition.Resolved, manner.ReplayDelay is { } delay ? firing + delay : DateTimeOffset.MinValue);
        }

        return resends && again <= resolved + options.ResolvedFor ? (Transition.Resolved, again) : null;
    }

    /// <summary>Whether a transition that happened has not been accepted yet.</summary>
    public static bool IsOwed(Incident incident, DeliveryRecord delivery, ReceiverManner manner, DeliveryOptions options) => OwedSince(incident, delivery, manner, options) is not null;

    /// <summary>When the first transition happened that has not been accepted yet (wall time); null where there is none.</summary>
    public static DateTimeOffset? OwedSince(Incident incident, DeliveryRecord delivery, ReceiverManner manner, DeliveryOptions options) => delivery switch
    {
        { Rejected: not null } => null,
        { FiringAccepted: null } => incident.StartedAt,
        _ when IsAcknowledgementOwed(incident, delivery, manner) => incident.Acknowledgement!.At,
        { ResolvedAccepted: null } when !options.Ha && !HasNoEnd(incident, manner) => incident.EndedAt,
        _ => null,
    };

    private static bool HasNoEnd(Incident incident, ReceiverManner manner) => manner.IsRead && incident.IsStatement;

    // Whoever was told of the end is not told afterwards that somebody had taken it on.
    private static bool IsAcknowledgementOwed(Incident incident, DeliveryRecord delivery, ReceiverManner manner) =>
        manner.HearsAcknowledgement && incident.Acknowledgement is not null && delivery is { AcknowledgedAccepted: null, ResolvedAccepted: null };
}
