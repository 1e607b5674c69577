using SlaAgent.Commands;
using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Tests.Commands.Detect;

/// <summary>Runs of <c>detect</c>, what they said, and what they printed read as a configuration.</summary>
internal sealed class DetectRun : IDisposable
{
    /// <summary>What was printed.</summary>
    public StringWriter Output { get; } = new();

    /// <summary>What was said beside it.</summary>
    public StringWriter Error { get; } = new();

    /// <summary>A folder for files.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("slaagent-detect-tests-");

    public Task<int> RunAsync(params string[] arguments) => AgentCommandLine.RunAsync(arguments, Output, Error);

    /// <summary>The one service of <paramref name="text"/>, or of what was printed: checked as any other.</summary>
    /// <param name="text">Null for what was printed.</param>
    /// <param name="variables">The environment; null for none.</param>
    public ModelService Loaded(string? text = null, Func<string, string?>? variables = null)
    {
        var file = Path.Combine(Folder.FullName, "detected.yaml");
        File.WriteAllText(file, text ?? Output.ToString());
        var result = ConfigurationLoader.Load([file], new ConfigurationContext(variables ?? (_ => null), PresetCatalog.Capabilities, AgentPosition.Outside));
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        Assert.Empty(result.NotInThisVersion);
        return Assert.Single(result.Configuration!.Services);
    }

    public void Dispose() => Folder.Delete(recursive: true);
}
