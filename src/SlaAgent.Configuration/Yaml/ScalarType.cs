namespace SlaAgent.Configuration.Yaml;

/// <summary>The types of YAML's core schema.</summary>
internal enum ScalarType
{
    Null,
    Boolean,
    Integer,
    Float,
    Text,
}
