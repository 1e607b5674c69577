namespace SlaAgent.Configuration.Yaml;

/// <summary>Ends the reading of one file, where what follows cannot be trusted; never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlRefusedException(Position at, string path, string message) : Exception(message)
{
    public Position At { get; } = at;

    public string Path { get; } = path;
}
