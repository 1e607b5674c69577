using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>Checks references to receivers.</summary>
internal sealed class ReceiverNames(DocumentScope document, IReadOnlyList<string> receivers)
{
    /// <summary>Reports every name in the list under <paramref name="key"/> that no receiver has.</summary>
    public void Check(YamlMapping? map, string key, NodePath path)
    {
        var items = map?.Items(key) ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlScalar name && name.Is(ScalarType.Text) && !receivers.Contains(name.Text, StringComparer.Ordinal))
            {
                document.Error(name.At, path.Key(key).Item(i), $"the Agent document has no receiver {Echo.Value(name)}; {NearestName.Hint(name.FromEnvironment ? "" : name.Text, receivers)}");
            }
        }
    }
}
