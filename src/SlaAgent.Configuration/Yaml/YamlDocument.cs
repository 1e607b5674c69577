namespace SlaAgent.Configuration.Yaml;

/// <summary>One document of a file.</summary>
/// <param name="Root">Its value.</param>
/// <param name="Folder">Absolute folder of the file, against which relative paths are meant.</param>
internal sealed record YamlDocument(YamlNode Root, string Folder);
