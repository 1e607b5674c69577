using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Commands.Detect;

/// <summary>The ModelService of a server that was detected: as YAML with what is to be known of it, or as JSON.</summary>
/// <param name="found">What was found.</param>
/// <param name="reached">How the server was reached.</param>
/// <param name="traffic">What stands under <c>traffic</c>; null for nothing.</param>
internal sealed class DetectedDocument(DetectedServer found, ModelService reached, JsonObject? traffic)
{
    private const int OthersShown = 10;

    private readonly PresetCapabilities _preset = PresetCatalog.Capabilities[found.Server];

    /// <summary>The document as YAML.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {found.Server}: {found.Reason}\n");
        text.Append("apiVersion: slaagent.io/v1\nkind: ModelService\n");
        text.Append(CultureInfo.InvariantCulture, $"metadata: {FlowYaml.Of(Metadata())}\nspec:\n");
        foreach (var (key, value) in Head())
        {
            text.Append(CultureInfo.InvariantCulture, $"  {key}: {FlowYaml.Of(value)}{Remark(key)}\n");
        }

        text.Append("  probes:\n");
        foreach (var probe in Probes())
        {
            text.Append(CultureInfo.InvariantCulture, $"    - {FlowYaml.Of(probe)}\n");
        }

        if (found.NoInference is { } reason)
        {
            text.Append(CultureInfo.InvariantCulture, $"    # Whether it infers is not asked yet: {reason}. Such a probe looks like this:\n");
            text.Append(CultureInfo.InvariantCulture, $"    # - {FlowYaml.Of(Example())}\n");
        }

        return text.ToString();
    }

    /// <summary>The document as JSON, which is YAML too.</summary>
    public string ToJson()
    {
        var spec = new JsonObject();
        foreach (var (key, value) in Head())
        {
            spec[key] = value;
        }

        spec["probes"] = new JsonArray([.. Probes()]);
        var document = new JsonObject { ["apiVersion"] = "slaagent.io/v1", ["kind"] = "ModelService", ["metadata"] = Metadata(), ["spec"] = spec };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private JsonObject Metadata() => new() { ["name"] = ServiceName.Of(found.Model) ?? ServiceName.Of(found.Server)! };

    private IEnumerable<(string Key, JsonNode Value)> Head()
    {
        yield return ("server", found.Server);
        yield return ("url", Literal(reached.Url.AbsoluteUri.TrimEnd('/')));
        if (found.Model is { } model)
        {
            yield return ("model", Literal(model));
        }
        else if (_preset.NeedsModel)
        {
            yield return ("model", "model");
        }

        if (Auth() is { } auth)
        {
            yield return ("auth", auth);
        }

        if (reached.Tls?.CaFile is { } authorities)
        {
            yield return ("tls", new JsonObject { ["caFile"] = Literal(authorities) });
        }

        if (traffic is not null)
        {
            yield return ("traffic", traffic.DeepClone());
        }
    }

    private string Remark(string key)
    {
        if (key != "model")
        {
            return "";
        }

        if (found.Model is null)
        {
            return "   # the server does not list its models: write the name of yours, or give --model";
        }

        var others = found.Models.Where(name => name != found.Model).ToList();
        return others.Count == 0 ? "" : "   # there are others: " + string.Join(", ", others.Take(OthersShown).Select(FlowYaml.Quoted)) + (others.Count > OthersShown ? ", …" : "");
    }

    private JsonObject? Auth() => reached.Auth switch
    {
        Authentication.Bearer bearer => new() { ["bearerTokenFile"] = Literal(bearer.TokenFile) },
        Authentication.Basic basic => new() { ["basic"] = new JsonObject { ["username"] = Literal(basic.Username), ["passwordFile"] = Literal(basic.PasswordFile) } },
        Authentication.SecretHeader header => new() { ["header"] = new JsonObject { ["name"] = header.Name, ["valueFile"] = Literal(header.ValueFile) } },
        _ => null,
    };

    private IEnumerable<JsonNode> Probes()
    {
        yield return Probe("ready", "5s", "health", found.Health is var (path, status) ? new() { ["path"] = path, ["status"] = new JsonArray(status) } : new());
        if (found.TakesPrompt)
        {
            var prompt = new JsonObject { ["prompt"] = "Reply with the word OK.", ["maxTokens"] = 8 };
            if (_preset.Streams)
            {
                prompt["stream"] = true;
            }

            yield return Probe("ask", "15s", "inference", prompt);
        }
        else if (found.Request is { } request)
        {
            var inference = new JsonObject { ["request"] = Escaped(JsonNode.Parse(request)) };
            if (found.RawContents)
            {
                inference["tensorContents"] = "raw";
            }

            yield return Probe("infer", "15s", "inference", inference);
        }
    }

    /// <summary>An inference probe as this kind of server takes it, for the user to fill in.</summary>
    private JsonObject Example()
    {
        var inference = new JsonObject();
        if (!_preset.HasInference && _preset.Variables is null)
        {
            inference["path"] = "/your/path";
        }

        inference["request"] = JsonNode.Parse(ExampleBody(found.Server));
        return Probe("infer", "15s", "inference", inference);
    }

    private static string ExampleBody(string server) => server switch
    {
        "kserve-v2" or "mlserver" or "seldon" or "triton" => """{"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[0.5,0.5]}]}""",
        "mlflow" => """{"dataframe_split":{"columns":["a","b"],"data":[[0.5,0.5]]}}""",
        "kserve-v1" or "tensorflow-serving" or "vertex" => """{"instances":[[0.5,0.5]]}""",
        _ => """{"data":[[0.5,0.5]]}""",
    };

    private static JsonObject Probe(string name, string interval, string kind, JsonObject asked) => new() { ["name"] = name, ["interval"] = interval, [kind] = asked };

    /// <summary>Text in which nothing is a variable.</summary>
    private static JsonNode Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static JsonNode? Escaped(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Escaped(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Escaped)]),
        JsonValue when node.GetValueKind() == JsonValueKind.String => Literal(node.GetValue<string>()),
        _ => node?.DeepClone(),
    };
}
