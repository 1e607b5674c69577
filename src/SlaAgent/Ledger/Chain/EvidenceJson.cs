using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Ledger.Chain;

/// <summary>How evidence is written on the record. What is on it stays readable: a name in it never changes, and what is new may be missing.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(LabelSetConverter), typeof(NameListConverter), typeof(EscalationsConverter), typeof(IncidentEventsConverter), typeof(ObjectiveTermsConverter), typeof(CreditTiersConverter),
        typeof(SeriesHoursConverter), typeof(ReasonCountsConverter), typeof(ScoreFactsConverter), typeof(AdjustedHoursConverter), typeof(ClosedObjectivesConverter),
    ])]
[JsonSerializable(typeof(EvidenceItem.TermsAgreed))]
[JsonSerializable(typeof(EvidenceItem.TermsEnded))]
[JsonSerializable(typeof(EvidenceItem.HourClosed))]
[JsonSerializable(typeof(EvidenceItem.Evaluated))]
[JsonSerializable(typeof(EvidenceItem.IncidentChanged))]
[JsonSerializable(typeof(EvidenceItem.Excluded))]
[JsonSerializable(typeof(EvidenceItem.Adjusted))]
[JsonSerializable(typeof(EvidenceItem.ObligationChanged))]
[JsonSerializable(typeof(EvidenceItem.GateOverridden))]
[JsonSerializable(typeof(EvidenceItem.GateMoved))]
[JsonSerializable(typeof(EvidenceItem.PeriodClosed))]
[JsonSerializable(typeof(EvidenceItem.Pruned))]
[JsonSerializable(typeof(ObjectiveTerms))]
[JsonSerializable(typeof(CreditTier))]
[JsonSerializable(typeof(SeriesHour))]
[JsonSerializable(typeof(ReasonCount))]
[JsonSerializable(typeof(ScoreFact))]
[JsonSerializable(typeof(AdjustedHour))]
[JsonSerializable(typeof(ClosedObjective))]
[JsonSerializable(typeof(IncidentEvent))]
[JsonSerializable(typeof(PastPeriod))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
