using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>The scores of a run as a JSON array.</summary>
internal sealed class ScoresConverter() : RecordsConverter<EvaluationScore>(static () => ScoreJson.Default.EvaluationScore);
