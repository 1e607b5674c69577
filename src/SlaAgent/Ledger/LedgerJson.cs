using System.Text.Json.Serialization;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>How incidents and results are written in the ledger.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LabelSetConverter), typeof(NameListConverter), typeof(BoundsConverter), typeof(CountsConverter), typeof(DurationsConverter), typeof(ScoresConverter), typeof(EscalationsConverter), typeof(AdjustedObjectivesConverter), typeof(IncidentEventsConverter), typeof(ReasonCountsConverter)])]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(Escalation))]
[JsonSerializable(typeof(IncidentEvent))]
[JsonSerializable(typeof(PastAdjustment))]
[JsonSerializable(typeof(AdjustedObjective))]
[JsonSerializable(typeof(Pause))]
[JsonSerializable(typeof(ExclusionFact))]
[JsonSerializable(typeof(Obligation))]
[JsonSerializable(typeof(GateOverride))]
[JsonSerializable(typeof(ProbeResult))]
[JsonSerializable(typeof(TrafficSample))]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(EvaluationResult))]
internal sealed partial class LedgerJson : JsonSerializerContext;
