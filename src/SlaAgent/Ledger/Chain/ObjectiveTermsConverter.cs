using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>The terms of objectives as a JSON array.</summary>
internal sealed class ObjectiveTermsConverter() : RecordsConverter<ObjectiveTerms>(static () => EvidenceJson.Default.ObjectiveTerms);
