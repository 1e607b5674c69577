using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlaAgent.Feedback;

/// <summary>How what evaluations hold on to is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FeedbackMark))]
internal sealed partial class FeedbackJson : JsonSerializerContext
{
    /// <summary>The mark as text.</summary>
    public static string Write(FeedbackMark mark) => JsonSerializer.Serialize(mark, Default.FeedbackMark);

    /// <summary>A mark as it was written; null where the text makes no sense.</summary>
    public static FeedbackMark? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, Default.FeedbackMark);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
