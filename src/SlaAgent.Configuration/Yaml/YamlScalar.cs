using System.Text.RegularExpressions;

namespace SlaAgent.Configuration.Yaml;

/// <summary>A single value as text, after substitution from the environment, with the type YAML's core schema gives it.</summary>
internal sealed partial class YamlScalar : YamlNode
{
    public YamlScalar(Position at, string text, bool plain, string tag, bool fromEnvironment)
        : base(at, 1, 1)
    {
        Text = text;
        FromEnvironment = fromEnvironment;
        Type = tag switch
        {
            "tag:yaml.org,2002:str" or "!" => ScalarType.Text,
            "tag:yaml.org,2002:null" => ScalarType.Null,
            "" when !plain => ScalarType.Text,
            _ => PlainType(text),
        };
    }

    public string Text { get; }

    public bool FromEnvironment { get; }

    public ScalarType Type { get; }

    /// <summary>Whether it can be read as a type. What came from the environment can even in quotes, which a flow mapping forces upon <c>${NAME}</c>.</summary>
    public bool Is(ScalarType type) =>
        Type == type || (FromEnvironment && (type == ScalarType.Text ? Type != ScalarType.Null : PlainType(Text) == type));

    public override string Description => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Boolean => "true or false",
        ScalarType.Integer or ScalarType.Float => "a number",
        _ => "text",
    };

    private static ScalarType PlainType(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
        _ when text.Length > 400 => ScalarType.Text,
        _ when Integer().IsMatch(text) => ScalarType.Integer,
        _ when Float().IsMatch(text) => ScalarType.Float,
        _ => ScalarType.Text,
    };

    [GeneratedRegex(@"\A([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex Float();
}
