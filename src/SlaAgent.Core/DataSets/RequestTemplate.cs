using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.DataSets;

/// <summary>
/// A request that is written anew for each example: <c>{{column}}</c> stands for the example's value. In a body, a string that is nothing but one
/// <c>{{column}}</c> becomes that value as JSON; elsewhere its plain text is put in (a string without its quotes, nothing for <c>null</c>, JSON for arrays and
/// objects). <c>{{{{</c> stands for two braces. Immutable, and free to use from several threads.
/// </summary>
public sealed class RequestTemplate
{
    /// <summary>Deepest nesting of a body.</summary>
    private const int MostDepth = 66;

    private readonly TemplatePart[] _parts;

    private RequestTemplate(TemplateParts parts) => (_parts, Columns) = (parts.ToArray(), [.. parts.Columns]);

    /// <summary>The columns whose values it needs, each once, in the order met: those that examples must have been read with.</summary>
    public EquatableArray<string> Columns { get; }

    /// <summary>The template of a probe's request; null where there is a problem.</summary>
    /// <param name="request">Its prompt, or else its one body.</param>
    /// <param name="problem">What is wrong; null where nothing is.</param>
    public static RequestTemplate? Of(ProbeRequest.Inference request, out string? problem) =>
        request.Prompt is { } prompt ? OfText(prompt, out problem) : OfBody(request.Bodies.Count > 0 ? request.Bodies[0] : "null", out problem);

    /// <summary>A template of plain text, as a prompt is; null where there is a problem.</summary>
    public static RequestTemplate? OfText(string text, out string? problem)
    {
        var parts = new TemplateParts();
        problem = parts.Add(text, ValueForm.Text);
        return problem is null ? new(parts) : null;
    }

    /// <summary>A template of JSON; null where there is a problem.</summary>
    public static RequestTemplate? OfBody(string json, out string? problem)
    {
        var parts = new TemplateParts();
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = MostDepth });
            problem = parts.AddJson(document.RootElement);
        }
        catch (JsonException)
        {
            problem = "not JSON, or nested too deep";
        }

        return problem is null ? new(parts) : null;
    }

    /// <summary>Writes the request for an example that was read with <see cref="Columns"/>: UTF-8, JSON for a body and text for a prompt.</summary>
    public void Write(Example example, IBufferWriter<byte> destination)
    {
        foreach (var part in _parts)
        {
            if (part.Column < 0)
            {
                destination.Write(part.Literal.Span);
                continue;
            }

            var value = example.Json(part.Column);
            switch (part.Form)
            {
                case ValueForm.Json:
                    destination.Write(value);
                    break;
                case ValueForm.InsideString:
                    WriteInsideString(value, destination);
                    break;
                default:
                    WriteText(value, destination);
                    break;
            }
        }
    }

    /// <summary>What is written for an example, as text.</summary>
    public string Write(Example example)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(example, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteInsideString(ReadOnlySpan<byte> value, IBufferWriter<byte> destination)
    {
        switch (value[0])
        {
            case (byte)'"':
                // What is between the quotes is escaped as JSON wants it already.
                destination.Write(value[1..^1]);
                break;
            case (byte)'[' or (byte)'{':
                WriteEscaped(value, destination);
                break;
            case not (byte)'n':
                destination.Write(value);
                break;
        }
    }

    private static void WriteEscaped(ReadOnlySpan<byte> value, IBufferWriter<byte> destination)
    {
        for (var status = OperationStatus.DestinationTooSmall; status != OperationStatus.Done;)
        {
            status = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(value, destination.GetSpan(64), out var read, out var written, isFinalBlock: true);
            destination.Advance(written);
            value = value[read..];
        }
    }

    private static void WriteText(ReadOnlySpan<byte> value, IBufferWriter<byte> destination)
    {
        if (value[0] == '"')
        {
            var reader = new Utf8JsonReader(value);
            reader.Read();
            destination.Advance(reader.CopyString(destination.GetSpan(value.Length)));
        }
        else if (value[0] != 'n')
        {
            destination.Write(value);
        }
    }
}
