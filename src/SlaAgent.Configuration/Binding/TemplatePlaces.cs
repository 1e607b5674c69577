using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.Binding;

/// <summary>Where a request names columns, with the place of each.</summary>
/// <param name="document">The ModelService.</param>
internal sealed class TemplatePlaces(DocumentScope document)
{
    private readonly List<(YamlScalar At, NodePath Path, string Column)> _places = [];

    /// <summary>The columns that were named, each time.</summary>
    public IReadOnlyList<(YamlScalar At, NodePath Path, string Column)> Places => _places;

    /// <summary>Whether nothing was wrong.</summary>
    public bool IsFine { get; private set; } = true;

    /// <summary>Finds the columns in a value, and reports what is wrong with how they are written.</summary>
    public void Find(YamlNode? node, NodePath path)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    CheckName(entry, path);
                    Find(entry.Value, path.Key(entry.Key));
                }

                break;
            case YamlSequence list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Find(list.Items[i], path.Item(i));
                }

                break;
            case YamlScalar scalar when scalar.Is(ScalarType.Text):
                Find(scalar, path);
                break;
        }
    }

    private void CheckName(YamlEntry entry, NodePath path)
    {
        if (entry.Key.Contains("{{", StringComparison.Ordinal))
        {
            document.Error(entry.KeyAt, path.Key(entry.Key), "columns stand for values, not for the names of members; write the name as it is");
            IsFine = false;
        }
    }

    private void Find(YamlScalar scalar, NodePath path)
    {
        if (RequestTemplate.OfText(scalar.Text, out var problem) is not { } template)
        {
            document.Error(scalar.At, path, problem!);
            IsFine = false;
            return;
        }

        _places.AddRange(template.Columns.Select(column => (scalar, path, column)));
    }
}
