using SlaAgent.Core.Incidents;

namespace SlaAgent.Ledger;

/// <summary>What happened in an incident as a JSON array.</summary>
internal sealed class IncidentEventsConverter() : RecordsConverter<IncidentEvent>(static () => LedgerJson.Default.IncidentEvent);
