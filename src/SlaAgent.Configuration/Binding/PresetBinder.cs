using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What a user says of a server otherwise than its preset, to its contract.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="preset">Its preset; null where it is unknown.</param>
internal sealed class PresetBinder(DocumentScope document, PresetCapabilities? preset)
{
    /// <summary>Names of the health questions, as written.</summary>
    public static readonly (string Name, HealthSignal Signal)[] Signals =
    [
        ("live", HealthSignal.Live), ("ready", HealthSignal.Ready), ("modelReady", HealthSignal.ModelReady), ("listing", HealthSignal.Listing),
    ];

    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("preset");

    /// <summary>The contract; null where nothing is written.</summary>
    public PresetOverrides? Bind(YamlMapping spec)
    {
        if (spec.Mapping("preset") is not { } map)
        {
            return null;
        }

        foreach (var (name, signal) in Signals)
        {
            CheckQuestion(map.Mapping(name), s_path.Key(name), signal);
            CheckConnect(map.Mapping(name), s_path.Key(name));
        }

        if (map.Mapping("inference") is { } inference)
        {
            new PromptTemplateCheck(document, preset).Run(inference, s_path.Key("inference"));
        }

        CheckModel(spec, map);
        return new()
        {
            Live = Question(map.Mapping("live")),
            Ready = Question(map.Mapping("ready")),
            ModelReady = Question(map.Mapping("modelReady")),
            Listing = Question(map.Mapping("listing")),
            Inference = Inference(map.Mapping("inference")),
            Stream = Stream(map.Mapping("stream")),
        };
    }

    private static HealthOverride? Question(YamlMapping? map) => map is null ? null : new()
    {
        Path = map.Text("path"),
        Statuses = Statuses(map, "status"),
        NotReady = Statuses(map, "notReady"),
        Flags = Texts(map, "flags"),
        Field = map.Text("field"),
        EqualTo = map.Text("equals"),
        Contains = map.Text("contains"),
        Connect = map.Has("connect") ? map.Flag("connect") : null,
    };

    private static InferenceOverride? Inference(YamlMapping? map) => map is null ? null : new()
    {
        Path = map.Text("path"),
        StreamPath = map.Text("streamPath"),
        Method = map.Text("method"),
        ContentType = map.Text("contentType"),
        Prompt = Json(map, "prompt"),
        Streamed = Json(map, "streamed"),
        Uncached = Json(map, "uncached"),
        Content = Texts(map, "content"),
        Reasoning = Texts(map, "reasoning"),
        Error = Texts(map, "error"),
        PromptTokens = Texts(map, "promptTokens"),
        OutputTokens = Texts(map, "outputTokens"),
        Requires = Texts(map, "requires"),
        FailedHeader = map.Text("failedHeader"),
    };

    private static StreamOverride? Stream(YamlMapping? map) => map is null ? null : new()
    {
        Framing = map.Text("framing") switch { "sse" => StreamFraming.ServerSentEvents, "ndjson" => StreamFraming.JsonLines, _ => null },
        Content = Texts(map, "content"),
        Reasoning = Texts(map, "reasoning"),
        Error = Texts(map, "error"),
        PromptTokens = Texts(map, "promptTokens"),
        OutputTokens = Texts(map, "outputTokens"),
        End = Texts(map, "end"),
        Done = map.Text("done"),
    };

    private static string? Json(YamlMapping map, string key) => map.Mapping(key) is { } json ? JsonText.Write(json) : null;

    private static EquatableArray<string>? Texts(YamlMapping map, string key) => map.Has(key) ? [.. map.Texts(key)] : null;

    private static EquatableArray<int>? Statuses(YamlMapping map, string key) => map.Has(key) ? InferenceBinder.Statuses(map, key) : null;

    private void CheckQuestion(YamlMapping? map, NodePath path, HealthSignal signal)
    {
        if (map is not null && preset is not null && !preset.Signals.Contains(signal) && !map.Has("path") && !map.Flag("connect"))
        {
            document.Error(map.At, path.Key("path"), $"missing; the preset {preset.Id} has no such question of its own");
        }
    }

    private void CheckConnect(YamlMapping? map, NodePath path)
    {
        if (map is not null && map.Has("connect") && !map.Flag("connect"))
        {
            document.Error(map.PlaceOf("connect"), path.Key("connect"), "write true, or leave it out and give the path that is asked instead");
        }
    }

    private void CheckModel(YamlMapping spec, YamlMapping map)
    {
        foreach (var (name, value) in map.Entries.Select(entry => (entry.Key, entry.Value as YamlMapping)))
        {
            foreach (var key in (string[])["path", "streamPath"])
            {
                if (!spec.Has("model") && value.Text(key)?.Contains("{model}", StringComparison.Ordinal) == true)
                {
                    document.Error(value!.PlaceOf(key), s_path.Key(name).Key(key), "has {model} in it, and spec.model is missing");
                }
            }
        }
    }
}
