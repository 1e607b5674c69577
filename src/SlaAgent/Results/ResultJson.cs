using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Results;

/// <summary>How a report waits in the ledger.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>The report as text.</summary>
    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Default.RunReport);

    /// <summary>A report as it was written; null where the text makes no sense.</summary>
    public static RunReport? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.RunReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
