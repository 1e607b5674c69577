using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Commands;

/// <summary>Where the configuration is, and how it is read and spoken of.</summary>
internal static class ConfigurationSource
{
    private const string Folder = "/etc/slaagent";
    private const string File = "sla.yaml";

    /// <summary>The paths given, or the default ones.</summary>
    public static string[] PathsOrDefault(string[]? given)
    {
        if (given is { Length: > 0 })
        {
            return given;
        }

        if (Environment.GetEnvironmentVariable("SLAAGENT_CONFIG") is { Length: > 0 } configured)
        {
            return configured.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        }

        return System.IO.File.Exists(File) || !Directory.Exists(Folder) ? [File] : [Folder];
    }

    /// <summary>What to do where there is no configuration at all and none was named; null otherwise.</summary>
    public static string? Advice(IReadOnlyList<string> paths) => paths is [File] && !System.IO.File.Exists(File)
        ? $"slaagent: there is neither ./{File} nor {Folder}: name a file or folder on the command line or in $SLAAGENT_CONFIG; docs/configuration.md begins with one to copy."
        : null;

    /// <summary>Reads and validates.</summary>
    public static ConfigurationResult Load(IReadOnlyList<string> paths) =>
        ConfigurationLoader.Load(paths, new ConfigurationContext(Environment.GetEnvironmentVariable, PresetCatalog.Capabilities, DefaultPosition));

    /// <summary>Where the agent stands unless its document says so; the chart sets it.</summary>
    private static AgentPosition DefaultPosition =>
        Environment.GetEnvironmentVariable("SLAAGENT_POSITION") == "sidecar" ? AgentPosition.Sidecar : AgentPosition.Outside;

    /// <summary>Every error and, unless <paramref name="laterIsFine"/>, every key of a later version: what keeps this version from running it, one line each.</summary>
    public static IReadOnlyList<string> Obstacles(ConfigurationResult result, bool laterIsFine = false) =>
    [
        .. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()),
        .. laterIsFine ? [] : result.NotInThisVersion.Select(f => f.ToString()),
    ];
}
