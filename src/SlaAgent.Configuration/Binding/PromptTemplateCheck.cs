using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether a prompt's own body can be filled in, and its answer read.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="preset">Its preset; null where it is unknown.</param>
internal sealed class PromptTemplateCheck(DocumentScope document, PresetCapabilities? preset)
{
    private static readonly string[] s_names = ["prompt", "model", "version", "maxTokens", "stream", "keepAlive"];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Reports what is wrong with <c>preset.inference</c>.</summary>
    public void Run(YamlMapping inference, NodePath path)
    {
        foreach (var key in (string[])["streamed", "uncached", "prompt"])
        {
            _used.Clear();
            if (inference.Mapping(key) is { } template)
            {
                Check(template, path.Key(key));
            }
        }

        // The last one looked at is the prompt.
        if (inference.Mapping("prompt") is { } prompt && !_used.Contains("prompt"))
        {
            document.Error(prompt.At, path.Key("prompt"), "has no {{prompt}} in it; put it where the prompt goes, as a text of its own");
        }

        if (preset is { Prompts: false } && inference.Has("prompt") && !inference.Has("content"))
        {
            document.Error(inference.At, path.Key("content"), $"missing; the preset {preset.Id} does not know where an answer holds the text");
        }
    }

    private void Check(YamlNode node, NodePath path)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Check(entry.Value, path.Key(entry.Key));
                }

                break;
            case YamlSequence list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Check(list.Items[i], path.Item(i));
                }

                break;
            case YamlScalar { Text: ['{', '{', .. var name, '}', '}'] } scalar when scalar.Is(ScalarType.Text):
                _used.Add(name);
                if (!s_names.Contains(name, StringComparer.Ordinal))
                {
                    document.Error(scalar.At, path, $"{Echo.Value(scalar)} stands for nothing; {NearestName.Hint(scalar.FromEnvironment ? "" : name, s_names)}");
                }

                break;
        }
    }
}
