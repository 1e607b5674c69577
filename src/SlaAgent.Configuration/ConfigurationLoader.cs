using SlaAgent.Configuration.Binding;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration;

/// <summary>Reads a configuration. Never throws for what a user wrote or a file system refused: everything that is wrong becomes a <see cref="Diagnostic"/>.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads files and folders.</summary>
    /// <param name="paths">Files, or folders whose <c>*.yaml</c> and <c>*.yml</c> are read.</param>
    /// <param name="context">What reading takes from the outside.</param>
    public static ConfigurationResult Load(IReadOnlyList<string> paths, ConfigurationContext context)
    {
        var bag = new DiagnosticBag();
        var referenced = new ReferencedFiles();
        var documents = new List<YamlDocument>();
        var left = (long)YamlLimits.TotalBytes;
        var files = ConfigurationFiles.Find(paths);
        foreach (var file in files.Take(YamlLimits.Files))
        {
            referenced.Add(Path.GetFullPath(file));
            documents.AddRange(Read(file, ref left, context, bag));
        }

        if (files.Count > YamlLimits.Files)
        {
            bag.Error(new(files[YamlLimits.Files], 1, 1), "", $"more than {YamlLimits.Files} files");
        }

        if (documents.Count == 0 && !bag.HasErrors)
        {
            var place = paths.Count > 0 ? paths[0] : ".";
            var what = files.Count == 0 ? "there is no *.yaml or *.yml file in this folder (folders in it are left out)" : "there is no document here";
            bag.Error(new(place, 1, 1), "", what + "; begin with apiVersion: slaagent.io/v1 and kind: ModelService");
        }

        var later = new List<LaterFeature>();
        var binder = new DocumentBinder(context, bag, later, referenced);
        var configuration = binder.Bind(documents);
        return new(
            bag.HasErrors ? null : configuration,
            [.. bag.Sorted()],
            [.. later.Distinct().OrderBy(l => l.File, StringComparer.Ordinal).ThenBy(l => l.Line).ThenBy(l => l.Column)],
            [.. referenced.Paths],
            ConfigurationFiles.ContentHash(paths, referenced.Paths))
        {
            DataSets = binder.DataSets,
        };
    }

    private static IEnumerable<YamlDocument> Read(string file, ref long left, ConfigurationContext context, DiagnosticBag bag)
    {
        var place = new Position(file, 1, 1);
        if (Directory.Exists(file))
        {
            bag.Error(place, "", "the folder cannot be read");
            return [];
        }

        var text = FileReading.Read(file, Math.Min(YamlLimits.FileBytes, left), out var problem);
        if (text is null)
        {
            bag.Error(place, "", problem!);
            return [];
        }

        left -= text.Length;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return YamlReader.Read(file, text, context.Environment, bag).Select(root => new YamlDocument(root, folder));
    }
}
