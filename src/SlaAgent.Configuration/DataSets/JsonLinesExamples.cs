using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Examples from JSONL: an object a line, whose members are the columns.</summary>
internal sealed class JsonLinesExamples(DataSetBytes bytes, ExampleColumns columns) : IExampleSource
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = DataSetLimits.Depth, AllowDuplicateProperties = false };

    private readonly JsonLines _lines = new(bytes);
    private readonly ExampleBuilder _builder = new();
    private long _index = -1;

    public ReadStep Next()
    {
        while (_lines.Next(out var line))
        {
            line = _lines.Number == 1 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (_lines.IsTooLong)
            {
                return ReadStep.Fatal(_lines.Number, $"the line has more than {DataSetLimits.ExampleLength} bytes; write one object a line, and shorten it");
            }

            if (!line.Span.TrimEnd(" \t\r"u8).IsEmpty)
            {
                return Read(line);
            }
        }

        return bytes.Problem is { } problem ? ReadStep.Fatal(_lines.Number + 1, problem)
            : _index < 0 ? ReadStep.Fatal(1, "there is no example in it; write one object a line")
            : ReadStep.End;
    }

    public IReadOnlyList<string>? Names()
    {
        while (_lines.Next(out var line))
        {
            line = _lines.Number == 1 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (!line.Span.TrimEnd(" \t\r"u8).IsEmpty)
            {
                return NamesOf(line);
            }
        }

        return null;
    }

    public void Dispose()
    {
    }

    private static IReadOnlyList<string>? NamesOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, s_options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject().Select(m => m.Name)] : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Reading the examples says what is wrong; names that are no UTF-8 throw the second.
            return null;
        }
    }

    private ReadStep Read(ReadOnlyMemory<byte> line)
    {
        if (_lines.Number == 1 && FileText.Problem(line.Span, "jsonl") is { } unreadable)
        {
            return ReadStep.Fatal(1, unreadable);
        }

        _index++;
        if (_index >= DataSetLimits.Examples)
        {
            return ReadStep.Fatal(_lines.Number, $"more than {DataSetLimits.Examples} examples; split the file, or draw a sample of it");
        }

        if (!Utf8.IsValid(line.Span))
        {
            return ReadStep.Wrong(_lines.Number, "is not UTF-8; save the file as UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(line, s_options);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            return ReadStep.Wrong(_lines.Number, Explain(error, line.Span));
        }
    }

    private ReadStep Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return ReadStep.Wrong(_lines.Number, $"is {Describe(line.ValueKind)}; write an object, as {{\"{columns.Label}\": …}}");
        }

        _builder.Begin();
        foreach (var name in columns.Asked)
        {
            if (Add(line, name) is { } problem)
            {
                return ReadStep.Wrong(_lines.Number, problem);
            }

            _builder.End();
        }

        return Named(line, out var label, out var id) is { } wrong
            ? ReadStep.Wrong(_lines.Number, wrong)
            : new(_builder.ToExample(_index, _lines.Number, label!, id), _lines.Number, null, false);
    }

    private string? Named(JsonElement line, out string? label, out string? id)
    {
        (label, id) = (null, null);
        var problem = line.TryGetProperty(columns.Label, out var truth) ? LabelText.Problem(label = CanonicalText.Of(truth), columns.Label) : Missing(line, columns.Label);
        if (problem is null && columns.Id is { } named)
        {
            problem = line.TryGetProperty(named, out var value) ? null : Missing(line, named);
            id = problem is null ? CanonicalText.Of(value) : null;
        }

        return problem;
    }

    private string? Add(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var value))
        {
            return Missing(line, name);
        }

        var json = JsonMarshal.GetRawUtf8Value(value);
        _builder.AddRaw(json);
        return value.ValueKind == JsonValueKind.Number && !JsonNumeral.IsFinite(json) ? $"'{name}' is larger than any number that a server can hold; write it as text" : null;
    }

    private static string Missing(JsonElement line, string name) =>
        $"has no '{Echo.Shorten(name)}'; {NearestName.Hint(name, [.. line.EnumerateObject().Select(m => m.Name)])}";

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private string Explain(JsonException error, ReadOnlySpan<byte> line)
    {
        if (_lines.Number == 1 && line.TrimStart(" \t"u8).StartsWith("["u8))
        {
            return "is the beginning of a JSON array rather than an object a line; write each of its objects on a line of its own, without commas between them";
        }

        var reason = error.Message;
        var detail = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"is not one object of JSON (at byte {error.BytePositionInLine + 1}): {Echo.Shorten((detail < 0 ? reason : reason[..detail]).TrimEnd('.'), 200)}";
    }
}
