using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>How the API's values are written; generated at compile time, so that it works under Native AOT.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = false)]
[JsonSerializable(typeof(ApiAgreement))]
[JsonSerializable(typeof(IReadOnlyList<ApiAgreement>))]
[JsonSerializable(typeof(IReadOnlyList<ApiService>))]
[JsonSerializable(typeof(ApiIncident))]
[JsonSerializable(typeof(IReadOnlyList<ApiIncident>))]
[JsonSerializable(typeof(ApiAcknowledgementRequest))]
[JsonSerializable(typeof(IReadOnlyList<ApiEvaluation>))]
[JsonSerializable(typeof(ApiLedger))]
[JsonSerializable(typeof(ApiVerdict))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ApiReload))]
[JsonSerializable(typeof(ApiDrain))]
[JsonSerializable(typeof(ApiFeedback))]
[JsonSerializable(typeof(ApiFeedbackAnswer))]
[JsonSerializable(typeof(ApiObligation))]
[JsonSerializable(typeof(IReadOnlyList<ApiObligation>))]
[JsonSerializable(typeof(ApiDoneRequest))]
[JsonSerializable(typeof(ApiStatementRequest))]
[JsonSerializable(typeof(ApiGate))]
[JsonSerializable(typeof(ApiGateOverride))]
[JsonSerializable(typeof(IReadOnlyList<ApiGateOverride>))]
[JsonSerializable(typeof(ApiGateRequest))]
[JsonSerializable(typeof(ApiFlaggerHook))]
[JsonSerializable(typeof(ApiPause))]
[JsonSerializable(typeof(ApiAdjustment))]
[JsonSerializable(typeof(ApiAdjustmentRequest))]
[JsonSerializable(typeof(IReadOnlyList<ApiAdjustment>))]
[JsonSerializable(typeof(ApiPauseRequest))]
[JsonSerializable(typeof(IReadOnlyList<ApiPause>))]
internal sealed partial class ApiJson : JsonSerializerContext;
