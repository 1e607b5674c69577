using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>Checks names of an agreement's own objectives.</summary>
internal static class ObjectiveNames
{
    public static void Check(DocumentScope document, YamlNode? reference, NodePath path, IReadOnlyCollection<string> names)
    {
        if (reference is YamlScalar name && name.Is(ScalarType.Text) && !names.Contains(name.Text, StringComparer.Ordinal))
        {
            document.Error(name.At, path, $"this SLA has no objective {Echo.Value(name)}; {NearestName.Hint(name.FromEnvironment ? "" : name.Text, names)}");
        }
    }
}
