using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Where results of evaluations go, to its contract.</summary>
internal sealed class ResultSinkBinder(DocumentScope document)
{
    private const long SmallestFile = 64 * 1024;

    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("results");

    public EquatableArray<ResultSink> Bind(YamlMapping? spec)
    {
        var items = spec?.Items("results") ?? [];
        var sinks = new List<ResultSink>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping map && Sink(map, s_path.Item(i)) is { } sink)
            {
                sinks.Add(sink);
                CheckFile(sink as ResultSink.Jsonl, map, s_path.Item(i), files);
            }
        }

        return [.. sinks];
    }

    private ResultSink? Sink(YamlMapping map, NodePath path)
    {
        if (map.Text("name") is not { } name)
        {
            return null;
        }

        if (map.Mapping("mlflow") is { } mlflow)
        {
            return Mlflow(name, mlflow, path.Key("mlflow"));
        }

        return map.Mapping("clearml") is { } clearMl ? ClearMl(name, clearMl, path.Key("clearml")) : Jsonl(name, map.Mapping("jsonl"));
    }

    private ResultSink.Mlflow? Mlflow(string name, YamlMapping map, NodePath path) => map.Url("url") is { } url
        ? new(name, url, map.Text("experiment") ?? ResultSink.DefaultGroup)
        {
            Auth = CommonBinding.Auth(map.Mapping("auth"), document.Check.Folder),
            Tls = CommonBinding.Tls(map.Mapping("tls"), path.Key("tls"), document),
        }
        : null;

    private ResultSink.ClearMl? ClearMl(string name, YamlMapping map, NodePath path)
    {
        var folder = document.Check.Folder;
        return map.Url("url") is { } url && map.File("accessKeyFile", folder) is { } access && map.File("secretKeyFile", folder) is { } secret
            ? new(name, url, access, secret, map.Text("project") ?? ResultSink.DefaultGroup) { Tls = CommonBinding.Tls(map.Mapping("tls"), path.Key("tls"), document) }
            : null;
    }

    private ResultSink.Jsonl? Jsonl(string name, YamlMapping? map)
    {
        if (map.File("path", document.Check.Folder) is not { } file)
        {
            return null;
        }

        var usual = new ResultSink.Jsonl(name, file);
        return usual with { MaxSizeBytes = map.Size("maxSize") ?? usual.MaxSizeBytes };
    }

    private void CheckFile(ResultSink.Jsonl? sink, YamlMapping map, NodePath path, HashSet<string> files)
    {
        if (sink is null || map.Mapping("jsonl") is not { } settings)
        {
            return;
        }

        var here = path.Key("jsonl");
        if (sink.MaxSizeBytes < SmallestFile)
        {
            document.Error(settings.PlaceOf("maxSize"), here.Key("maxSize"), "too small for more than a few results; write at least 64KiB");
        }

        if (Directory.Exists(sink.Path))
        {
            document.Error(settings.PlaceOf("path"), here.Key("path"), $"{sink.Path} is a folder; write the path of a file");
        }
        else if (!files.Add(sink.Path))
        {
            document.Error(settings.PlaceOf("path"), here.Key("path"), "another of the results is written to this file; give each its own");
        }
    }
}
