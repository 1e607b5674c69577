namespace SlaAgent.Tests.Hosting;

/// <summary>A folder with a configuration file and a place for state, which goes away with the test.</summary>
internal sealed class AgentFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("slaagent-shell-").FullName;

    public string Config => Path.Combine(Root, "sla.yaml");

    public string State => Path.Combine(Root, "state");

    /// <summary>Replaces the file whole: an agent that reads meanwhile never sees half of it.</summary>
    public void Write(string yaml)
    {
        var next = Config + ".next";
        File.WriteAllText(next, yaml);
        File.Move(next, Config, overwrite: true);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
