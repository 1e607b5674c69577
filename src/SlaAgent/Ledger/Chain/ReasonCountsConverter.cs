using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Reasons and their counts as a JSON array.</summary>
internal sealed class ReasonCountsConverter() : RecordsConverter<ReasonCount>(static () => EvidenceJson.Default.ReasonCount);
