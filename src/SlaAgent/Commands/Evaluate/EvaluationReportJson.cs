using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Commands.Evaluate;

/// <summary>How reports of evaluations run by hand are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(EvaluationReport[]))]
internal sealed partial class EvaluationReportJson : JsonSerializerContext;
