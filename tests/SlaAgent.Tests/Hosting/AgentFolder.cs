namespace SlaAgent.Tests.Hosting;

/// <summary>A folder with a configuration file and a place for state, which goes away with the test.</summary>
internal sealed class AgentFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("slaagent-shell-").FullName;

    public string Config => Path.Combine(Root, "sla.yaml");

    public string State => Path.Combine(Root, "state");

    public void Write(string yaml) => File.WriteAllText(Config, yaml);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
