namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A log record as it came.</summary>
internal sealed record OtlpLogRecord(string Scope, string Severity, string Body, ulong Time, IReadOnlyDictionary<string, object> Attributes, string EventName = "");
