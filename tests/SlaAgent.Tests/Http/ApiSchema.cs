using System.Globalization;
using System.Text.Json;

namespace SlaAgent.Tests.Http;

/// <summary>The part of JSON Schema that the API's document uses; an unknown keyword is a failure, so that nothing is ignored.</summary>
internal static class ApiSchema
{
    public static void AssertValid(JsonElement document, JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            // What is said of members is said of objects only.
            if (value.ValueKind != JsonValueKind.Object && keyword.Name is ("required" or "properties" or "additionalProperties"))
            {
                continue;
            }

            switch (keyword.Name)
            {
                case "$ref":
                    var target = keyword.Value.GetString()![2..].Split('/').Aggregate(document, (at, part) => at.GetProperty(part));
                    AssertValid(document, target, value, path);
                    break;
                case "type":
                    var types = keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Select(t => t.GetString()!) : [keyword.Value.GetString()!];
                    Assert.True(types.Any(t => IsType(value, t)), $"{path} is {value} and not {keyword.Value}");
                    break;
                case "enum":
                    Assert.True(keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)), $"{path} is {value} and not one of {keyword.Value}");
                    break;
                case "format":
                    Assert.Equal("date-time", keyword.Value.GetString());
                    Assert.True(value.ValueKind == JsonValueKind.Null || DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _), $"{path} is no time: {value}");
                    break;
                case "items" when value.ValueKind == JsonValueKind.Null:
                    break;
                case "items":
                    Assert.All(value.EnumerateArray(), (item, i) => AssertValid(document, keyword.Value, item, $"{path}[{i}]"));
                    break;
                case "required":
                    Assert.All(keyword.Value.EnumerateArray(), name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{path} lacks {name}"));
                    break;
                case "properties":
                    foreach (var property in value.EnumerateObject().Where(p => keyword.Value.TryGetProperty(p.Name, out _)))
                    {
                        AssertValid(document, keyword.Value.GetProperty(property.Name), property.Value, $"{path}.{property.Name}");
                    }

                    break;
                case "additionalProperties":
                    AssertOthers(document, schema, keyword.Value, value, path);
                    break;
                case "description":
                    Assert.Equal(JsonValueKind.String, keyword.Value.ValueKind);
                    break;
                default:
                    Assert.Fail("this validator does not know " + keyword.Name);
                    break;
            }
        }
    }

    private static void AssertOthers(JsonElement document, JsonElement schema, JsonElement others, JsonElement value, string path)
    {
        foreach (var property in value.EnumerateObject().Where(p => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(p.Name, out _)))
        {
            Assert.True(others.ValueKind == JsonValueKind.Object, $"{path}.{property.Name} is not described");
            AssertValid(document, others, property.Value, $"{path}.{property.Name}");
        }
    }

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException("unknown type " + type),
    };
}
