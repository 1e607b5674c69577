using SlaAgent.Core.Incidents;

namespace SlaAgent.Ledger;

/// <summary>The steps of an escalation as a JSON array.</summary>
internal sealed class EscalationsConverter() : RecordsConverter<Escalation>(static () => LedgerJson.Default.Escalation);
