using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Tests.Readers;

/// <summary>A second, naive reading of a recorded stream (events parted by a blank line), to compare the reader with: byte offsets only.</summary>
internal sealed class StreamModel
{
    private readonly List<int> _contentEnds = [];
    private readonly HashSet<int> _choices = [];
    private readonly HashSet<int> _finished = [];

    public StreamModel(byte[] stream)
    {
        var text = Encoding.Latin1.GetString(stream);
        var start = 0;
        for (var end = text.IndexOf("\n\n", StringComparison.Ordinal); end >= 0; end = text.IndexOf("\n\n", start, StringComparison.Ordinal))
        {
            var data = text[start..end].Trim();
            start = end + 2;
            if (data.StartsWith("data: {", StringComparison.Ordinal))
            {
                Take(data["data: ".Length..], end);
            }
        }
    }

    /// <summary>How many bytes it takes until the event is complete, for each event with content.</summary>
    public IReadOnlyList<int> ContentEnds => _contentEnds;

    public int FirstContentEnd => _contentEnds[0];

    /// <summary>How many bytes it takes until the JSON of the first event with content is complete.</summary>
    public int FirstContentJsonEnd => _contentEnds[0] - 2;

    /// <summary>How many bytes it takes until the JSON that finishes the last choice is complete.</summary>
    public int LastFinishJsonEnd { get; private set; }

    private void Take(string json, int end)
    {
        using var document = JsonDocument.Parse(json);
        var hasContent = false;
        foreach (var choice in document.RootElement.GetProperty("choices").EnumerateArray())
        {
            var index = choice.GetProperty("index").GetInt32();
            _choices.Add(index);
            hasContent |= Text(choice).Length > 0;
            if (choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String && _finished.Add(index) && _finished.SetEquals(_choices))
            {
                LastFinishJsonEnd = end;
            }
        }

        if (hasContent)
        {
            _contentEnds.Add(end + 2);
        }
    }

    private static string Text(JsonElement choice)
    {
        if (choice.TryGetProperty("text", out var text))
        {
            return text.GetString()!;
        }

        return choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString()! : "";
    }
}
