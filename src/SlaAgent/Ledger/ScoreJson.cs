using System.Text.Json.Serialization;
using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>How scores are written in the ledger: a score that is not defined is written as null, because it has been asked for.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EvaluationScore))]
internal sealed partial class ScoreJson : JsonSerializerContext;
