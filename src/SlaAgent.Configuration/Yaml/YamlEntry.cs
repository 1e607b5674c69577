namespace SlaAgent.Configuration.Yaml;

/// <summary>A key and its value.</summary>
internal readonly record struct YamlEntry(string Key, Position KeyAt, YamlNode Value);
