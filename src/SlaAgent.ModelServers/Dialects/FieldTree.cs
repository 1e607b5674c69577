using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Dialects;

/// <summary><see cref="AnswerFields"/> made ready, once, for reading in one pass.</summary>
internal sealed class FieldTree
{
    /// <summary>Makes <paramref name="fields"/> ready.</summary>
    /// <exception cref="ArgumentException">A path cannot be read.</exception>
    public FieldTree(AnswerFields fields)
    {
        HasChoices = fields.Choices is not null;
        Add(fields.Content, FieldRole.Content);
        Add(fields.Reasoning, FieldRole.Reasoning);
        Add(fields.Error, FieldRole.Error);
        Add(fields.End, FieldRole.End);
        Add(fields.PromptTokens, FieldRole.PromptTokens);
        Add(fields.OutputTokens, FieldRole.OutputTokens);
        Add(One(fields.Choices), FieldRole.Choice);
        Add(One(fields.ChoiceIndex), FieldRole.ChoiceIndex);
        Add(One(fields.ErrorKind), FieldRole.ErrorKind);
    }

    /// <summary>The whole.</summary>
    public FieldNode Root { get; } = new();

    /// <summary>Whether an answer has choices, each with its own content and end.</summary>
    public bool HasChoices { get; }

    private static EquatableArray<string> One(string? path) => path is null ? [] : [path];

    private void Add(EquatableArray<string> paths, FieldRole role)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            var node = Root;
            foreach (var step in JsonPath.ParseAny(paths[i]).Steps)
            {
                node = step.Name is { } name ? node.MakeMember(name) : node.MakeItem(step.IsAny ? null : step.Index);
            }

            node.Add(role, i);
        }
    }
}
