using System.Net.Sockets;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Notifications;

/// <summary>Sends one marked alert to every address of a receiver, once, past the outbox.</summary>
internal static class ReceiverTest
{
    /// <summary>Sends it and says what each address answered. An Alertmanager resolves it by itself after four minutes; at PagerDuty it is resolved at once.</summary>
    public static async Task<IReadOnlyList<ReceiverTestResult>> RunAsync(
        Receiver receiver, ReceiverAccess access, DeliveryOptions options, TimeProvider time, CancellationToken cancel)
    {
        var addresses = await AddressesAsync(receiver, access, cancel);
        return addresses.Count == 0
            ? [new(receiver.Name, "", false, null, "no address: the name does not resolve")]
            : await Task.WhenAll(addresses.Select(address => PostAsync(receiver, address, access, options, time, cancel)));
    }

    private static async Task<ReceiverTestResult> PostAsync(
        Receiver receiver, ReceiverAddress address, ReceiverAccess access, DeliveryOptions options, TimeProvider time, CancellationToken cancel)
    {
        using var post = new ReceiverPost(receiver, address, access, time, options);
        var alert = Alert(time.GetUtcNow());
        var answer = await post.SendAsync([new(alert, Transition.Firing)], cancel);
        if (receiver is Receiver.PagerDuty && answer.Verdict == PostVerdict.Accepted)
        {
            // It would stay open there, and page on.
            answer = await post.SendAsync([new(alert with { EndedAt = time.GetUtcNow() }, Transition.Resolved)], cancel);
        }

        return new(receiver.Name, address.Key, answer.Verdict == PostVerdict.Accepted, answer.Status, answer.Detail);
    }

    private static async Task<IReadOnlyList<ReceiverAddress>> AddressesAsync(Receiver receiver, ReceiverAccess access, CancellationToken cancel)
    {
        if (receiver is not Receiver.Alertmanager cluster)
        {
            return [ReceiverAddress.Of(receiver)];
        }

        var addresses = new List<ReceiverAddress>();
        foreach (var url in cluster.Urls)
        {
            try
            {
                addresses.AddRange(await ReceiverAddress.ResolveAsync(url, access, cancel));
            }
            catch (SocketException)
            {
                // What it means that nothing was found is said with the result.
            }
        }

        return addresses;
    }

    private static Incident Alert(DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Labels = LabelSet.From([new("alertname", "SlaAgentTest"), new("severity", "ticket"), new("test", "true")]),
        Annotations = LabelSet.From([new("summary", "A test of the way alerts take from this agent. Nothing is wrong.")]),
        Severity = AlertSeverity.Ticket,
        StartedAt = now,
    };
}
