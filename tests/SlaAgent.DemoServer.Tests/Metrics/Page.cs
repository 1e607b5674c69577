using System.Globalization;

namespace SlaAgent.DemoServer.Tests.Metrics;

/// <summary>A metrics page, read line by line.</summary>
internal sealed class Page
{
    private Page(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Types.Add(line.Split(' ')[2], line.Split(' ')[3]);
            }
            else if (!line.StartsWith('#'))
            {
                var end = line.LastIndexOf(' ');
                Samples.Add(line[..end], Number(line[(end + 1)..]));
            }
        }
    }

    /// <summary>The kind of each metric by its name.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>The value of each series by its name and labels, as written.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    public double this[string series] => Samples[series];

    public static async Task<Page> ReadAsync(RunningServer server, string path = "/metrics")
    {
        var reply = await server.GetAsync(path);
        Assert.Equal((200, "text/plain"), (reply.Status, reply.ContentType));
        return new Page(reply.Text);
    }

    /// <summary>Reads the page until <paramref name="holds"/>.</summary>
    public static async Task<Page> UntilAsync(RunningServer server, Func<Page, bool> holds, string path = "/metrics")
    {
        while (true)
        {
            if (await ReadAsync(server, path) is var page && holds(page))
            {
                return page;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The upper bounds of a histogram, without the infinite one.</summary>
    public double[] Bounds(string name) =>
    [
        .. Samples.Keys.Where(key => key.StartsWith(name + "_bucket{", StringComparison.Ordinal))
            .Select(key => Number(key[(key.IndexOf("le=\"", StringComparison.Ordinal) + 4)..^2]))
            .Where(double.IsFinite).Distinct(),
    ];

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
