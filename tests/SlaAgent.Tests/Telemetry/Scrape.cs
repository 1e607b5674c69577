using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SlaAgent.Tests.Telemetry;

/// <summary>One answer of <c>/metrics</c>, taken apart.</summary>
internal sealed partial class Scrape
{
    public Scrape(string text)
    {
        Text = text;
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var samples = new List<Sample>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                types.Add(parts[2], parts[3]);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                samples.Add(Read(line));
            }
        }

        (Types, Samples) = (types, samples);
        Assert.DoesNotContain(samples.CountBy(Identity), series => series.Value > 1);
    }

    public string Text { get; }

    public IReadOnlyDictionary<string, string> Types { get; }

    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>The samples called <paramref name="name"/> that have all of <paramref name="labels"/>.</summary>
    public IReadOnlyList<Sample> Of(string name, params (string Name, string Value)[] labels) =>
        [.. Samples.Where(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Name) == l.Value))];

    public double Value(string name, params (string Name, string Value)[] labels) => Assert.Single(Of(name, labels)).Value;

    /// <summary>Every text that the promtool of this machine has against it.</summary>
    public async Task<string> PromtoolAsync()
    {
        var start = new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var promtool = Process.Start(start)!;
        var output = promtool.StandardOutput.ReadToEndAsync();
        var error = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(Text);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return await output + await error + (promtool.ExitCode == 0 ? "" : $"exit code {promtool.ExitCode}");
    }

    private static string Identity(Sample sample) => sample.Name + "{" + string.Join(',', sample.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}")) + "}";

    private static Sample Read(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, "no sample: " + line);
        var labels = Label().Matches(match.Groups["labels"].Value).ToDictionary(m => m.Groups[1].Value, m => Regex.Unescape(m.Groups[2].Value), StringComparer.Ordinal);
        return new Sample(match.Groups["name"].Value, labels, double.Parse(match.Groups["value"].Value.Replace("Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>[^ ]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?""")]
    private static partial Regex Label();

    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
}
