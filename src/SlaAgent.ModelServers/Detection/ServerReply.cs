using System.Text;
using System.Text.Json;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Detection;

/// <summary>What a server said to one question of detection.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body, as far as it was read.</param>
public sealed record ServerReply(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>The response header by which the front of Seldon Core 2 says where a request went.</summary>
    public const string RouteHeader = "x-seldon-route";

    /// <summary>Whether <see cref="RouteHeader"/> came.</summary>
    public bool IsRouted { get; init; }

    private JsonElement? _json;
    private bool _read;

    /// <summary>The body as text.</summary>
    internal string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON; null where it is none.</summary>
    internal JsonElement? Json
    {
        get
        {
            if (!_read)
            {
                _read = true;
                using var document = JsonBody.Read(Body, out _);
                _json = document?.RootElement.Clone();
            }

            return _json;
        }
    }

    /// <summary>The texts at a path, with <c>[*]</c> for any item; none where the body is no JSON or says something else there.</summary>
    internal IEnumerable<string> Texts(string path) => Json is { } root
        ? JsonPath.ParseAny(path).FindAll(root).Where(value => value.ValueKind == JsonValueKind.String).Select(TextOf).OfType<string>()
        : [];

    /// <summary>Whether there is anything at a path.</summary>
    internal bool Has(string path) => Json is { } root && JsonPath.ParseAny(path).FindAll(root).Any(value => value.ValueKind != JsonValueKind.Null);

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped: JSON allows it, and nobody can write it down.
            return null;
        }
    }
}
