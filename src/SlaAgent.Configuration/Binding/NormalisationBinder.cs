using System.Text.RegularExpressions;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The steps from an answer to a prediction.</summary>
/// <param name="document">The ModelService.</param>
internal sealed class NormalisationBinder(DocumentScope document)
{
    /// <summary>The steps, without those that are wrong.</summary>
    public EquatableArray<AnswerNormalisation> Bind(YamlMapping map, NodePath path)
    {
        var steps = new List<AnswerNormalisation>();
        var items = map.Items("normalise");
        for (var i = 0; i < items.Count; i++)
        {
            if (Step(items[i], path.Item(i)) is { } step)
            {
                steps.Add(step);
            }
        }

        return [.. steps];
    }

    private AnswerNormalisation? Step(YamlNode item, NodePath path) => item switch
    {
        YamlScalar { Text: "trim" } => new AnswerNormalisation.Trim(),
        YamlScalar { Text: "lower" } => new AnswerNormalisation.LowerCase(),
        YamlScalar { Text: "first_number" } => new AnswerNormalisation.FirstNumber(),
        YamlScalar { Text: "argmax" } => new AnswerNormalisation.ArgMax(),
        YamlMapping map when map.Text("json") is { } json => new AnswerNormalisation.JsonField(json),
        YamlMapping map when map.Text("regex") is { } pattern && Patterns.Problem(pattern) is null => Group(map, path, pattern),
        _ => null,
    };

    private AnswerNormalisation.RegexGroup Group(YamlMapping map, NodePath path, string pattern)
    {
        var names = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant).GetGroupNames();
        var group = map.Scalar("group")?.Text ?? names[Math.Min(1, names.Length - 1)];
        if (!names.Contains(group, StringComparer.Ordinal))
        {
            document.Error(map.PlaceOf("group"), path.Key("group"), $"the pattern has no group {Echo.Value(map.Scalar("group")!)}; {NearestName.Hint(group, names)}, 0 being the whole match");
        }

        return new(pattern, group);
    }
}
