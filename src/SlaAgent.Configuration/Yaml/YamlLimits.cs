namespace SlaAgent.Configuration.Yaml;

/// <summary>Bounds of a configuration, applied while it is read.</summary>
internal static class YamlLimits
{
    /// <summary>Longest file in bytes.</summary>
    public const int FileBytes = 4 * 1024 * 1024;

    /// <summary>Longest sum of all files in bytes.</summary>
    public const int TotalBytes = 32 * 1024 * 1024;

    /// <summary>Most files.</summary>
    public const int Files = 1000;

    /// <summary>Deepest nesting.</summary>
    public const int Depth = 64;

    /// <summary>Most values in one file, aliases counted each time they are used.</summary>
    public const int Nodes = 100_000;
}
