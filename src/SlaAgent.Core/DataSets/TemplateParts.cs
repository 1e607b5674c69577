using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlaAgent.Core.DataSets;

/// <summary>Takes a template apart.</summary>
internal sealed class TemplateParts
{
    private const string Open = "{{";
    private const string Close = "}}";

    private readonly List<TemplatePart> _parts = [];
    private readonly List<string> _columns = [];
    private readonly ArrayBufferWriter<byte> _literal = new();

    /// <summary>The columns met, each once.</summary>
    public IReadOnlyList<string> Columns => _columns;

    public TemplatePart[] ToArray()
    {
        EndLiteral();
        return [.. _parts];
    }

    /// <summary>Adds text with places in it; what is wrong with it, or null.</summary>
    public string? Add(ReadOnlySpan<char> text, ValueForm form)
    {
        while (text.IndexOf(Open, StringComparison.Ordinal) is >= 0 and var at)
        {
            AddLiteral(text[..at], form);
            text = text[(at + Open.Length)..];
            if (text.StartsWith(Open, StringComparison.Ordinal))
            {
                AddLiteral(Open, form);
                text = text[Open.Length..];
                continue;
            }

            var end = text.IndexOf(Close, StringComparison.Ordinal);
            var name = end < 0 ? [] : text[..end].Trim();
            if (name.IsEmpty)
            {
                return end < 0 ? "has {{ without }} behind it; write {{{{ for two braces" : "names no column between {{ and }}; write {{{{ for two braces";
            }

            AddPlace(name.ToString(), form);
            text = text[(end + Close.Length)..];
        }

        AddLiteral(text, form);
        return null;
    }

    /// <summary>Adds a value of JSON; what is wrong with it, or null.</summary>
    public string? AddJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => AddObject(value),
        JsonValueKind.Array => AddArray(value),
        JsonValueKind.String => AddString(value.GetString()!),
        _ => AddRaw(value.GetRawText()),
    };

    private string? AddObject(JsonElement value)
    {
        AddRaw("{");
        var isFirst = true;
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name.Contains(Open, StringComparison.Ordinal))
            {
                return $"the name '{member.Name}' holds {{{{: values stand for columns, names do not";
            }

            AddRaw(isFirst ? "\"" : ",\"");
            AddLiteral(member.Name, ValueForm.InsideString);
            AddRaw("\":");
            isFirst = false;
            if (AddJson(member.Value) is { } problem)
            {
                return problem;
            }
        }

        return AddRaw("}");
    }

    private string? AddArray(JsonElement value)
    {
        AddRaw("[");
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            AddRaw(isFirst ? "" : ",");
            isFirst = false;
            if (AddJson(item) is { } problem)
            {
                return problem;
            }
        }

        return AddRaw("]");
    }

    private string? AddString(string text)
    {
        if (OnlyPlace(text) is { } name)
        {
            AddPlace(name, ValueForm.Json);
            return null;
        }

        AddRaw("\"");
        return Add(text, ValueForm.InsideString) ?? AddRaw("\"");
    }

    private static string? OnlyPlace(string text)
    {
        if (!text.StartsWith(Open, StringComparison.Ordinal) || text.IndexOf(Close, StringComparison.Ordinal) != text.Length - Close.Length)
        {
            return null;
        }

        var name = text[Open.Length..^Close.Length].Trim();
        return name.Length == 0 || name.Contains(Open, StringComparison.Ordinal) ? null : name;
    }

    private string? AddRaw(string text)
    {
        Encoding.UTF8.GetBytes(text, _literal);
        return null;
    }

    private void AddLiteral(ReadOnlySpan<char> text, ValueForm form)
    {
        if (form == ValueForm.Text)
        {
            Encoding.UTF8.GetBytes(text, _literal);
        }
        else
        {
            _literal.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }
    }

    private void AddPlace(string name, ValueForm form)
    {
        EndLiteral();
        var column = _columns.IndexOf(name);
        if (column < 0)
        {
            column = _columns.Count;
            _columns.Add(name);
        }

        _parts.Add(new(default, column, form));
    }

    private void EndLiteral()
    {
        if (_literal.WrittenCount > 0)
        {
            _parts.Add(new(_literal.WrittenSpan.ToArray(), -1, default));
            _literal.Clear();
        }
    }
}
