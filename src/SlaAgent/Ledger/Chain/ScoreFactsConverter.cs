using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Scores as a JSON array.</summary>
internal sealed class ScoreFactsConverter() : RecordsConverter<ScoreFact>(static () => EvidenceJson.Default.ScoreFact);
