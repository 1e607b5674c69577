using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Notifications;

namespace SlaAgent.Commands;

/// <summary>How the answers to test alerts are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ReceiverTestResult>))]
internal sealed partial class NotifyJson : JsonSerializerContext;
