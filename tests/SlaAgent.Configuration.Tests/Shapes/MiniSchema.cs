using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaAgent.Configuration.Tests.Shapes;

/// <summary>The part of JSON Schema 2020-12 that the product's schema uses. An unknown keyword is a failure, so that nothing is ignored.</summary>
internal sealed class MiniSchema(JsonElement root)
{
    private static readonly HashSet<string> s_annotations = ["$schema", "$id", "title", "description", "$defs"];

    public bool IsValid(JsonElement value) => IsValid(value, root);

    private bool IsValid(JsonElement value, JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.GetBoolean();
        }

        return schema.EnumerateObject().All(keyword => s_annotations.Contains(keyword.Name) || Holds(keyword.Name, keyword.Value, value, schema));
    }

    private bool Holds(string keyword, JsonElement argument, JsonElement value, JsonElement schema) => keyword switch
    {
        "$ref" => IsValid(value, Resolve(argument.GetString()!)),
        "type" => argument.ValueKind == JsonValueKind.Array
            ? argument.EnumerateArray().Any(t => IsType(value, t.GetString()!))
            : IsType(value, argument.GetString()!),
        "enum" => argument.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, argument.GetString()!, RegexOptions.ECMAScript),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= argument.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= argument.GetDouble(),
        "exclusiveMinimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() > argument.GetDouble(),
        "exclusiveMaximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() < argument.GetDouble(),
        "anyOf" => argument.EnumerateArray().Any(s => IsValid(value, s)),
        "allOf" => argument.EnumerateArray().All(s => IsValid(value, s)),
        "oneOf" => argument.EnumerateArray().Count(s => IsValid(value, s)) == 1,
        "not" => !IsValid(value, argument),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(i => IsValid(i, argument)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= argument.GetInt32(),
        _ => value.ValueKind != JsonValueKind.Object || ObjectHolds(keyword, argument, value, schema),
    };

    private bool ObjectHolds(string keyword, JsonElement argument, JsonElement value, JsonElement schema) => keyword switch
    {
        "properties" => value.EnumerateObject().All(p => !argument.TryGetProperty(p.Name, out var s) || IsValid(p.Value, s)),
        "patternProperties" => true,
        "required" => argument.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _)),
        "dependentRequired" => argument.EnumerateObject().All(d => !value.TryGetProperty(d.Name, out _) || d.Value.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _))),
        "propertyNames" => value.EnumerateObject().All(p => Regex.IsMatch(p.Name, argument.GetProperty("pattern").GetString()!, RegexOptions.ECMAScript)),
        "additionalProperties" => value.EnumerateObject().Where(p => !IsNamed(p.Name, schema)).All(p => IsValid(p.Value, argument)),
        _ => throw new InvalidOperationException($"this validator does not know {keyword}"),
    };

    private static bool IsNamed(string name, JsonElement schema) =>
        (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(p => Regex.IsMatch(name, p.Name)));

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new InvalidOperationException($"this validator does not know the type {type}"),
    };

    private JsonElement Resolve(string reference) =>
        reference[2..].Split('/').Aggregate(root, (at, part) => at.GetProperty(part));
}
