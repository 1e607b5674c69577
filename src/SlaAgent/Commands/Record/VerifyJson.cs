using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Commands.Record;

/// <summary>How the findings are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(VerifyReport))]
internal sealed partial class VerifyJson : JsonSerializerContext;
