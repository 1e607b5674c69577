using SlaAgent.Core.Adjustments;

namespace SlaAgent.Ledger;

/// <summary>What an adjustment took out of objectives, as a JSON array.</summary>
internal sealed class AdjustedObjectivesConverter() : RecordsConverter<AdjustedObjective>(static () => LedgerJson.Default.AdjustedObjective);
