namespace SlaAgent.Configuration.Yaml;

/// <summary>A place in a file; lines and columns count from 1.</summary>
internal readonly record struct Position(string File, int Line, int Column);
