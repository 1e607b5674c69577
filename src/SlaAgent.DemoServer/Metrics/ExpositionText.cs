using System.Globalization;
using System.Text;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>Writes the Prometheus text format, version 0.0.4.</summary>
/// <param name="style">How numbers look.</param>
internal sealed class ExpositionText(NumberStyle style)
{
    private readonly StringBuilder _text = new();

    public void Header(string name, string kind, string? help)
    {
        if (help is not null)
        {
            _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
    }

    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public void Histogram(string name, string labels, BucketCounts counts)
    {
        for (var index = 0; index <= counts.Bounds.Length; index++)
        {
            var bound = index == counts.Bounds.Length ? "+Inf" : Number(counts.Bounds[index]);
            Sample(name + "_bucket", Joined(labels, $"le=\"{bound}\""), counts.Cumulative(index));
        }

        Sample(name + "_sum", labels, counts.Sum);
        Sample(name + "_count", labels, counts.Count);
    }

    public override string ToString() => _text.ToString();

    private static string Joined(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => style == NumberStyle.Plain ? "nan" : "NaN",
        _ when style == NumberStyle.Python && double.IsInteger(value) && Math.Abs(value) < 1e16 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
