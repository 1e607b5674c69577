using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What an adjustment took out of hours as a JSON array.</summary>
internal sealed class AdjustedHoursConverter() : RecordsConverter<AdjustedHour>(static () => EvidenceJson.Default.AdjustedHour);
