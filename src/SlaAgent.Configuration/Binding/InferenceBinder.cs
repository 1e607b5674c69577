using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>An inference request to its contract.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="preset">What its preset can do; null where it is unknown or of a later version.</param>
/// <param name="overrides">What its server does otherwise than the preset; null for nothing.</param>
/// <param name="isGrpc">Whether the service is asked over gRPC.</param>
internal sealed class InferenceBinder(DocumentScope document, PresetCapabilities? preset, PresetOverrides? overrides, bool isGrpc)
{
    public static EquatableArray<int> Statuses(YamlMapping? map, string key = "status") => map is null
        ? []
        : [.. map.Items(key).OfType<YamlScalar>().Select(s => int.TryParse(s.Text, System.Globalization.CultureInfo.InvariantCulture, out var status) ? status : 0)];

    public ProbeRequest.Inference? Bind(YamlMapping? map, NodePath path)
    {
        if (map is null)
        {
            return null;
        }

        CheckAgainstPreset(map, path);
        if (!map.Has("request") && !map.Has("requestFile") && !map.Has("prompt") && map.Text("method") is not ("GET" or "HEAD"))
        {
            document.Error(map.At, path, "nothing to send: one of request, requestFile and prompt is missing");
        }

        var bodies = Bodies(map, path);
        if (isGrpc)
        {
            CheckGrpc(map, path, bodies);
        }

        return Contract(map, bodies);
    }

    private ProbeRequest.Inference Contract(YamlMapping map, EquatableArray<string> bodies) => new()
    {
        Prompt = map.Text("prompt"),
        MaxTokens = map.Integer("maxTokens"),
        Stream = map.Flag("stream"),
        CacheAllowed = map.Text("cache") == "allow",
        KeepAlive = map.Duration("keepAlive"),
        Overrides = ProbeBinder.Part(overrides, o => new() { Inference = o.Inference, Stream = o.Stream }),
        Bodies = bodies,
        RawContents = map.Text("tensorContents") == "raw",
        Path = map.Text("path"),
        Method = map.Text("method"),
        ContentType = map.Text("contentType"),
        Expect = Expectation(map.Mapping("expect")),
    };

    /// <summary>A request that is written anew for each example: what is in it is a template, of which <see cref="GrpcProblem"/> tells once it is filled in.</summary>
    public ProbeRequest.Inference BindTemplate(YamlMapping map, NodePath path)
    {
        CheckAgainstPreset(map, path);
        if (isGrpc)
        {
            CheckGrpcKeys(map, path);
        }

        return Contract(map, map.Mapping("request") is { } request ? [JsonText.Write(request)] : []);
    }

    /// <summary>What keeps a body from going over gRPC; null for nothing, and over HTTP.</summary>
    public string? GrpcProblem(string body, bool isRaw) => isGrpc ? preset?.GrpcRequestProblem?.Invoke(body, isRaw) : null;

    private void CheckAgainstPreset(YamlMapping map, NodePath path)
    {
        if (!isGrpc && map.Entry("tensorContents") is { } contents)
        {
            document.Error(contents.KeyAt, path.Key("tensorContents"), "has a meaning over gRPC only; leave it out");
        }

        if (preset is { HasHttp: false })
        {
            document.Error(map.At, path, $"the preset {preset.Id} asks for health only");
            return;
        }

        if (preset is { Prompts: false } && map.Entry("prompt") is { } prompt)
        {
            document.Error(prompt.KeyAt, path.Key("prompt"), $"the preset {preset.Id} takes no prompts; write the server's own body under request");
        }

        if (preset is { Prompts: true, Streams: false } && map.Flag("stream"))
        {
            document.Error(map.PlaceOf("stream"), path.Key("stream"), $"the preset {preset.Id} streams no prompts; say under spec.preset.stream how its stream is read");
        }

        if (preset is { Prompts: true, KeepsAlive: false } && map.Entry("keepAlive") is { } keepAlive)
        {
            document.Error(keepAlive.KeyAt, path.Key("keepAlive"), $"the preset {preset.Id} has no place for it; leave it out");
        }

        if (!isGrpc && preset is not null && !map.Has("path") && !(map.Has("prompt") ? preset.HasPromptPath || !preset.Prompts : preset.HasInference))
        {
            var platform = preset.Variables is { } variables ? $" and {variables.InferencePath} is not set" : "";
            document.Error(map.At, path.Key("path"), $"missing; the preset {preset.Id} has no inference path of its own{platform}");
        }
    }

    private void CheckGrpcKeys(YamlMapping map, NodePath path)
    {
        HttpOnly.Refuse(document, map, path, "path", "method", "contentType");
        HttpOnly.Refuse(document, map.Mapping("expect"), path.Key("expect"), "status");
        if (preset is { Prompts: true } && map.Entry("prompt") is { } prompt)
        {
            document.Error(prompt.KeyAt, path.Key("prompt"), "prompts have no gRPC form; write the tensors under request");
        }
    }

    private void CheckGrpc(YamlMapping map, NodePath path, EquatableArray<string> bodies)
    {
        CheckGrpcKeys(map, path);
        var key = map.Has("request") ? "request" : "requestFile";
        foreach (var body in bodies)
        {
            if (GrpcProblem(body, map.Text("tensorContents") == "raw") is { } problem)
            {
                document.Error(map.PlaceOf(key), path.Key(key), problem);
                return;
            }
        }
    }

    private EquatableArray<string> Bodies(YamlMapping map, NodePath path)
    {
        if (map.Mapping("request") is { } request)
        {
            return [JsonText.Write(request)];
        }

        if (map.File("requestFile", document.Check.Folder) is not { } file || !File.Exists(file))
        {
            return [];
        }

        var bodies = RequestFile.Read(file, IsJson(map), out var problem);
        if (problem is not null)
        {
            document.Error(map.PlaceOf("requestFile"), path.Key("requestFile"), problem);
        }

        return bodies;
    }

    private static bool IsJson(YamlMapping map) =>
        map.Text("contentType") is not { } type || type.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static Expectation Expectation(YamlMapping? map) => new()
    {
        Statuses = Statuses(map),
        MaxBodyBytes = map.Size("maxBody") ?? new Expectation().MaxBodyBytes,
        Json = map is null ? [] : [.. map.Items("json").OfType<YamlMapping>().Where(a => a.Text("path") is not null).Select(Assertion)],
        Contains = map.Text("contains"),
        Matches = map.Text("matches"),
        MinOutputTokens = map.Integer("minOutputTokens"),
    };

    private static JsonAssertion Assertion(YamlMapping map) => new(
        map.Text("path")!,
        map.Find("equals") is { } equal ? JsonText.Write(equal) : null,
        map.Number("near"),
        map.Number("tolerance") ?? 0,
        map.Integer("minItems"));
}
