using System.Globalization;
using System.Text;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Tests.Exposition;

/// <summary>What a parser made of a page, as text that tests can compare.</summary>
internal static class Page
{
    public static List<string> Read(string page, int pieceBytes = int.MaxValue) => Read(new ExpositionParser(), Encoding.UTF8.GetBytes(page), pieceBytes);

    public static List<string> Read(ExpositionParser parser, byte[] page, int pieceBytes)
    {
        var samples = new List<string>();
        for (var from = 0; from < page.Length; from += Math.Min(pieceBytes, page.Length - from))
        {
            ReadOnlySpan<byte> piece = page.AsSpan(from, Math.Min(pieceBytes, page.Length - from));
            while (parser.TryNext(ref piece, out var sample))
            {
                samples.Add(Describe(sample));
            }
        }

        if (parser.TryEnd(out var last))
        {
            samples.Add(Describe(last));
        }

        return samples;
    }

    /// <summary>As <c>name{label=value} value family type/part</c>.</summary>
    private static string Describe(ExpositionSample sample)
    {
        var labels = new List<string>();
        foreach (var label in sample.Labels)
        {
            if (!label.Name.IsEmpty)
            {
                labels.Add($"{Text(label.Name)}={Unescaped(label)}");
            }
        }

        return sample.Part == SeriesPart.Declaration
            ? string.Create(CultureInfo.InvariantCulture, $"{Text(sample.Name)} is a {sample.Type}")
            : string.Create(
                CultureInfo.InvariantCulture, $"{Text(sample.Name)}{{{string.Join(',', labels)}}} {sample.Value} {Text(sample.Family)} {sample.Type}/{sample.Part}");
    }

    private static string Unescaped(ExpositionLabel label)
    {
        var value = new byte[label.RawValue.Length];
        var text = value.AsSpan(0, EscapedText.Resolve(label.RawValue, value));
        Assert.True(label.HasValue(text));
        return Text(text);
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
