using System.Text.Json.Nodes;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A real Prometheus that scrapes one agent every second.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private ChildProcess? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Starts it.</summary>
    /// <param name="agent">Where the agent is.</param>
    /// <param name="job">More settings of the scrape job, as in a YAML flow mapping.</param>
    public async Task StartAsync(Uri agent, string job = "honor_labels: false")
    {
        var config = _folder.Write("prometheus.yml", $$"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - { job_name: slaagent, static_configs: [ { targets: ['{{agent.Authority}}'] } ], {{job}} }
            """);
        _process = ChildProcess.Start(
            "prometheus",
            ["--config.file=" + config, "--storage.tsdb.path=" + _folder.Folder("data"), $"--web.listen-address=127.0.0.1:{_port}"]);
        await Wait.UntilAsync("Prometheus ready", async () => (await Http.GetAsync(new Uri(Address, "/-/ready"))).IsSuccessStatusCode, () => _process.Output);
    }

    /// <summary>The health of the one target: <c>up</c>, <c>down</c> or <c>unknown</c>, with its last error.</summary>
    public async Task<(string Health, string Error)> TargetAsync()
    {
        var targets = JsonNode.Parse(await Http.GetStringAsync(new Uri(Address, "/api/v1/targets")))!;
        if (targets["data"]!["activeTargets"]!.AsArray().SingleOrDefault() is not { } target)
        {
            return ("unknown", "not read from its configuration yet");
        }

        return ((string)target["health"]!, (string)target["lastError"]!);
    }

    /// <summary>The values of an instant query by their labels.</summary>
    public async Task<IReadOnlyList<(JsonNode Labels, double Value)>> QueryAsync(string query)
    {
        var answer = JsonNode.Parse(await Http.GetStringAsync(new Uri(Address, "/api/v1/query?query=" + Uri.EscapeDataString(query))))!;
        return
        [
            .. answer["data"]!["result"]!.AsArray().Select(r =>
                (r!["metric"]!, double.Parse((string)r["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture))),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
