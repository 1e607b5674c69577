using SlaAgent.Core.Consequences;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Hosting;

/// <summary>Says in the log when a deployment gate closes and opens, and who passes it nevertheless.</summary>
internal sealed partial class GateLog(ILogger logger)
{
    public void Say(IReadOnlyList<EvidenceItem> evidence)
    {
        foreach (var item in evidence)
        {
            switch (item)
            {
                case EvidenceItem.GateMoved { Gate: { IsOpen: false } gate }:
                    Closed(gate.Agreement, gate.Because);
                    break;
                case EvidenceItem.GateMoved { Gate: { } gate }:
                    Opened(gate.Agreement, gate.Because.Length == 0 ? "nothing closes it any more" : gate.Because);
                    break;
                case EvidenceItem.GateOverridden { Override: { } order }:
                    Say(order);
                    break;
            }
        }
    }

    private void Say(GateOverride order)
    {
        switch (order)
        {
            case { EndedAt: not null, EndedBy: { } by }:
                TakenBack(order.Agreement, by, order.Id);
                break;
            case { EndedAt: not null }:
                Ended(order.Agreement, order.Id);
                break;
            case { IsCritical: true }:
                Passed(order.Agreement, order.By, order.Id, order.Reason);
                break;
            default:
                Overridden(order.Agreement, order.By, order.Id, order.Until, order.Reason);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "the deployment gate of {Sla} is closed: {Because}")]
    private partial void Closed(string sla, string because);

    [LoggerMessage(LogLevel.Information, "the deployment gate of {Sla} is open: {Because}")]
    private partial void Opened(string sla, string because);

    [LoggerMessage(LogLevel.Warning, "{By} keeps the deployment gate of {Sla} open until {Until:O} ({Override}): {Reason}")]
    private partial void Overridden(string sla, string by, string @override, DateTimeOffset until, string reason);

    [LoggerMessage(LogLevel.Warning, "{By} passes the deployment gate of {Sla} with a critical deployment ({Override}): {Reason}")]
    private partial void Passed(string sla, string by, string @override, string reason);

    [LoggerMessage(LogLevel.Information, "{By} took back the override of the deployment gate of {Sla} ({Override})")]
    private partial void TakenBack(string sla, string by, string @override);

    [LoggerMessage(LogLevel.Information, "the override of the deployment gate of {Sla} ({Override}) is over: the gate was removed from the configuration")]
    private partial void Ended(string sla, string @override);
}
