using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger.Chain;

/// <summary>The tiers of credits as a JSON array.</summary>
internal sealed class CreditTiersConverter() : RecordsConverter<CreditTier>(static () => EvidenceJson.Default.CreditTier);
