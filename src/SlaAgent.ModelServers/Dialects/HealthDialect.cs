using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>A <see cref="HealthQuestion"/> about one service, made ready once.</summary>
internal sealed class HealthDialect
{
    private const string Model = "{{model}}";

    private readonly JsonPath? _list;

    /// <summary>Makes <paramref name="question"/> ready.</summary>
    /// <exception cref="ArgumentException">Its path into the JSON cannot be read.</exception>
    public HealthDialect(HealthQuestion question, ModelService service)
    {
        Question = question;
        Field = question.Field is { } field ? JsonPath.ParseAny(field) : null;
        IsListing = question.EqualTo == Model;
        Wanted = IsListing ? service.Model : question.EqualTo;
        var list = question.Field is { } text && text.IndexOf("[*]", StringComparison.Ordinal) is > 0 and var end ? text[..end] : null;
        _list = list is null ? null : JsonPath.ParseAny(list);
        ListName = list?.TrimStart('$').TrimStart('.') ?? "";
    }

    /// <summary>The question.</summary>
    public HealthQuestion Question { get; }

    /// <summary>Where the answer is looked for; null for nowhere.</summary>
    public JsonPath? Field { get; }

    /// <summary>Whether a model is looked for in a list.</summary>
    public bool IsListing { get; }

    /// <summary>The list's name, for people.</summary>
    public string ListName { get; }

    /// <summary>The text that is looked for; null where any will do.</summary>
    public string? Wanted { get; }

    /// <summary>Whether the body is read as JSON.</summary>
    public bool ReadsJson => Field is not null || Question.Flags.Count > 0;

    /// <summary>Whether the answer has what is looked into.</summary>
    public bool HasList(JsonElement root) => _list is null
        ? Field!.FindAll(root).Any()
        : _list.FindAll(root).Any(list => list.ValueKind == JsonValueKind.Array);

    /// <summary>Whether a value is the one that is looked for.</summary>
    public bool IsWanted(string value) =>
        string.Equals(value, Wanted, StringComparison.Ordinal)
        || (Question.DefaultTag is { } tag && IsListing && string.Equals(value, Wanted + tag, StringComparison.Ordinal));
}
