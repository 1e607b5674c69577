using System.Text.Json;

namespace SlaAgent.ModelServers.Validation;

/// <summary>One step of a path: a member by name, an item by index (negative from the end), or any item.</summary>
internal readonly record struct JsonPathStep(string? Name, int Index)
{
    private const int Any = int.MinValue;

    /// <summary>Any item of an array.</summary>
    public static JsonPathStep AnyItem => new(null, Any);

    /// <summary>Whether the step is any item.</summary>
    public bool IsAny => Name is null && Index == Any;

    /// <summary>Goes from <paramref name="from"/> to what the step names; false where there is none.</summary>
    public bool TryTake(JsonElement from, out JsonElement value)
    {
        value = default;
        if (Name is not null)
        {
            return from.ValueKind == JsonValueKind.Object && from.TryGetProperty(Name, out value);
        }

        if (from.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var length = from.GetArrayLength();
        var index = Index < 0 ? length + Index : Index;
        if (index < 0 || index >= length)
        {
            return false;
        }

        value = from[index];
        return true;
    }
}
