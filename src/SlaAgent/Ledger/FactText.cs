using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlaAgent.Ledger;

/// <summary>Reads the small facts of the ledger that are JSON.</summary>
internal static class FactText
{
    /// <summary>What a fact says; null where it makes no sense, as a damaged file may have it: such a fact is left out.</summary>
    public static T? Read<T>(string json, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
