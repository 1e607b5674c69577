using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A single value.</summary>
/// <param name="typeName">The type, in the words of the documentation.</param>
/// <param name="problem">What is wrong with a value; null for nothing.</param>
/// <param name="schema">Writes the keywords of its schema.</param>
internal sealed class ScalarShape(string typeName, Func<YamlScalar, string?> problem, Action<Utf8JsonWriter> schema) : ValueShape
{
    /// <summary>Whether a value may be a reference to the environment in an editor that knows only the schema.</summary>
    public bool IsText { get; init; }

    /// <summary>What the file is for, where the value is a path.</summary>
    public FileUse? File { get; init; }

    public override string TypeName => typeName;

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (IsMissing(node, path, check, typeName))
        {
            return;
        }

        if (node is not YamlScalar scalar)
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write {typeName}");
            return;
        }

        var found = problem(scalar);
        if (found is null && File is { } use)
        {
            found = check.Files.Problem(check.Folder, scalar.Text, use);
        }

        if (found is not null)
        {
            check.Bag.Error(node.At, path, found);
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        if (IsText)
        {
            schema(writer);
            return;
        }

        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        schema(writer);
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("$ref", "#/$defs/environment");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
