using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Writes the body of a prompt from its template.</summary>
internal sealed class PromptBody(PromptTemplate template, ModelService service, ProbeRequest.Inference inference)
{
    /// <summary>Upper bound of generated tokens where none is given: small, but enough for a time per token.</summary>
    public const int DefaultMaxTokens = 16;

    /// <summary>How long a server that can be told so keeps the model loaded after a prompt, where nothing is given: as long as it does by itself (Ollama: 5 minutes).</summary>
    public static readonly TimeSpan DefaultKeepAlive = TimeSpan.FromMinutes(5);

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    private readonly string? _nonce = inference.CacheAllowed ? null : PromptNonce.New();

    /// <summary>The body.</summary>
    /// <param name="leftOut">A member at the top that is left out; null for none.</param>
    /// <exception cref="ArgumentException">The template is no JSON object.</exception>
    public PromptBytes Write(string? leftOut)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Members(leftOut))
            {
                WriteMember(json, name, value);
            }

            json.WriteEndObject();
        }

        var body = buffer.WrittenSpan.ToArray();
        var at = _nonce is null ? -1 : body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_nonce));
        return new(body, at < 0 ? default : body.AsMemory(at, PromptNonce.Width));
    }

    private static Dictionary<string, JsonElement> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal)
                : throw new ArgumentException("The template of a prompt is a JSON object.", nameof(json));
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The template of a prompt is not JSON.", nameof(json), exception);
        }
    }

    private Dictionary<string, JsonElement> Members(string? leftOut)
    {
        var members = Read(template.Body);
        string?[] added = [inference.Stream ? template.Streamed : null, inference.CacheAllowed ? null : template.Uncached];
        foreach (var (name, value) in added.OfType<string>().SelectMany(Read))
        {
            members[name] = value;
        }

        if (leftOut is not null)
        {
            members.Remove(leftOut);
        }

        return members;
    }

    private void WriteMember(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !IsUnknown(value.GetString()!))
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private void WriteValue(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    WriteMember(json, member.Name, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(json, value.GetString()!);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private bool IsUnknown(string text) => (text == "{{model}}" && service.Model is null) || (text == "{{version}}" && service.ModelVersion is null);

    private void WriteText(Utf8JsonWriter json, string text)
    {
        switch (text)
        {
            case "{{prompt}}":
                json.WriteStringValue(_nonce is null ? inference.Prompt : PromptNonce.Before(inference.Prompt!, _nonce));
                break;
            case "{{model}}":
                json.WriteStringValue(service.Model);
                break;
            case "{{version}}":
                json.WriteStringValue(service.ModelVersion);
                break;
            case "{{maxTokens}}":
                json.WriteNumberValue(inference.MaxTokens ?? DefaultMaxTokens);
                break;
            case "{{stream}}":
                json.WriteBooleanValue(inference.Stream);
                break;
            case "{{keepAlive}}":
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{(inference.KeepAlive ?? DefaultKeepAlive).TotalSeconds:0.###}s"));
                break;
            default:
                json.WriteStringValue(text);
                break;
        }
    }
}
