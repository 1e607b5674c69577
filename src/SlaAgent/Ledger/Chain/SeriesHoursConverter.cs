using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What series counted in an hour as a JSON array.</summary>
internal sealed class SeriesHoursConverter() : RecordsConverter<SeriesHour>(static () => EvidenceJson.Default.SeriesHour);
