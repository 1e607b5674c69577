namespace SlaAgent.Tests.Hosting;

/// <summary>A folder with a configuration file and a place for state, which goes away with the test.</summary>
internal sealed class AgentFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("slaagent-shell-").FullName;

    public string Config => Path.Combine(Root, "sla.yaml");

    public string State => Path.Combine(Root, "state");

    /// <summary>Writes the configuration whole: who reads meanwhile sees the old one or the new one.</summary>
    public void Write(string yaml)
    {
        File.WriteAllText(Config + ".new", yaml);
        File.Move(Config + ".new", Config, overwrite: true);
    }

    /// <summary>Writes another file, whole; its path.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
