using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Commands;

/// <summary>How reports of probes run by hand are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ProbeReport>))]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class ProbeReportJson : JsonSerializerContext;
