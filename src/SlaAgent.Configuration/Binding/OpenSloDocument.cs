using SlaAgent.Configuration.Shapes;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>OpenSLO documents: recognised, and listed as coming with a later version.</summary>
internal static class OpenSloDocument
{
    private static readonly string[] s_kinds =
        ["Service", "SLO", "SLI", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"];

    public static void Check(YamlMapping root, ShapeCheck check)
    {
        var version = root.Scalar("apiVersion")!;
        if (version.Text != "openslo/v1")
        {
            check.Bag.Error(version.At, "apiVersion", $"{Echo.Value(version)} is not supported; OpenSLO documents have openslo/v1");
            return;
        }

        if (root.Scalar("kind") is not { } kind || !kind.Is(ScalarType.Text) || !s_kinds.Contains(kind.Text, StringComparer.Ordinal))
        {
            check.Bag.Error(root.PlaceOf("kind"), "kind", $"not a kind of OpenSLO; one of: {string.Join(", ", s_kinds)}");
            return;
        }

        if (root.Mapping("metadata").Text("name") is null)
        {
            check.Bag.Error(root.PlaceOf("metadata"), "metadata.name", "missing; write the document's name");
        }

        check.NotYet(kind.At, NodePath.Root.Key("kind"), $"the OpenSLO document {kind.Text}");
    }
}
