using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What objectives came to in a period as a JSON array.</summary>
internal sealed class ClosedObjectivesConverter() : RecordsConverter<ClosedObjective>(static () => EvidenceJson.Default.ClosedObjective);
