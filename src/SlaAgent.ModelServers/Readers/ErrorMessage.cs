using System.Text.Json;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Finds what a server wants to say in the many forms in which servers report errors.</summary>
internal static class ErrorMessage
{
    private static readonly string[] Messages = ["message", "detail", "msg", "info", "reason"];
    private static readonly string[] Types = ["type", "error_type", "error_code", "code"];

    /// <summary>The error in a body: its type and message where it is JSON, else its first words. Clean and bounded; empty where there is nothing.</summary>
    public static string From(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.Read(body, out _);
        try
        {
            return document is null ? DetailText.Clean(body.Span) : DetailText.Clean(Of(document.RootElement) ?? JsonText.Of(document.RootElement));
        }
        catch (InvalidOperationException)
        {
            // A member's name that is not Unicode.
            return DetailText.Clean(body.Span);
        }
    }

    /// <summary>Whether a JSON body is an error by its shape: a member <c>error</c> that says something, or <c>"object":"error"</c>.</summary>
    public static bool IsError(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
        {
            return true;
        }

        return root.TryGetProperty("object", out var kind) && kind.ValueKind == JsonValueKind.String && JsonText.Of(kind) == "error";
    }

    private static string? Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var inner = root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null ? error : root;
        if (inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("detail", out var details) && Problem(details) is { } problem)
        {
            return problem;
        }

        // Seldon Core 1 wraps its errors: {"status":{"code":-1,"info":…,"reason":…}}.
        inner = inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object ? status : inner;
        var message = inner.ValueKind == JsonValueKind.Object ? First(inner, Messages) : JsonText.Of(inner);
        var type = (inner.ValueKind == JsonValueKind.Object ? First(inner, Types) : null) ?? First(root, Types);
        return (type, message) switch
        {
            (null, null) => null,
            (null, _) => message,
            (_, null) => type,
            _ => $"{type}: {message}",
        };
    }

    // FastAPI's list of what is wrong with a request: {"detail":[{"loc":["body","x"],"msg":"Field required"}]}.
    private static string? Problem(JsonElement details)
    {
        if (details.ValueKind != JsonValueKind.Array || details.GetArrayLength() == 0 || details[0].ValueKind != JsonValueKind.Object
            || First(details[0], Messages) is not { } message)
        {
            return null;
        }

        return details[0].TryGetProperty("loc", out var place) && place.ValueKind == JsonValueKind.Array && place.GetArrayLength() > 0
            ? $"{string.Join('.', place.EnumerateArray().Select(JsonText.Of))}: {message}"
            : message;
    }

    private static string? First(JsonElement element, string[] names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return JsonText.Of(value);
            }
        }

        return null;
    }
}
