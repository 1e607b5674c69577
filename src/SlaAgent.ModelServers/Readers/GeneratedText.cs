using System.Text;

namespace SlaAgent.ModelServers.Readers;

/// <summary>The generated text as it grows, bounded.</summary>
internal sealed class GeneratedText(int maxLength)
{
    private readonly StringBuilder _builder = new();

    /// <summary>Adds the text of a JSON string, given without quotes and as it stood in the document.</summary>
    public void Add(ReadOnlySpan<byte> raw)
    {
        if (_builder.Length < maxLength)
        {
            JsonText.Append(_builder, raw);
        }
    }

    /// <inheritdoc />
    public override string ToString() => _builder.ToString(0, Math.Min(_builder.Length, maxLength));
}
