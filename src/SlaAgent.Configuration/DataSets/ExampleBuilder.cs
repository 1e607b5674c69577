using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Gathers the values of one example after the other, in buffers that are used again.</summary>
internal sealed class ExampleBuilder
{
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly List<int> _ends = [];

    /// <summary>Begins another example.</summary>
    public void Begin()
    {
        _json.ResetWrittenCount();
        _ends.Clear();
    }

    /// <summary>Adds bytes of JSON.</summary>
    public void AddRaw(ReadOnlySpan<byte> json) => _json.Write(json);

    /// <summary>Adds text as JSON.</summary>
    public void AddText(ReadOnlySpan<char> text)
    {
        _json.Write("\""u8);
        if (text.IndexOfAnyExceptInRange(' ', '~') < 0 && text.IndexOfAny('"', '\\') < 0)
        {
            Encoding.UTF8.GetBytes(text, _json);
        }
        else
        {
            _json.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }

        _json.Write("\""u8);
    }

    /// <summary>Adds text that is JSON.</summary>
    public void AddJson(ReadOnlySpan<char> json) => Encoding.UTF8.GetBytes(json, _json);

    /// <summary>Ends a value.</summary>
    public void End() => _ends.Add(_json.WrittenCount);

    /// <summary>The example of the values that were ended.</summary>
    public Example ToExample(long index, long line, string label, string? id) =>
        new(index, line, label, id, _json.WrittenSpan[..(_ends.Count == 0 ? 0 : _ends[^1])].ToArray(), [.. _ends]);
}
