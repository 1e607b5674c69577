using System.Text.Json.Nodes;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A real Alertmanager that notifies a webhook of the test at once.</summary>
internal sealed class Alertmanager : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly Uri _webhook;
    private ChildProcess? _process;

    public Alertmanager(Uri webhook) => _webhook = webhook;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public async Task StartAsync()
    {
        var config = _folder.Write("alertmanager.yml", $"""
            route:
              receiver: test
              group_by: ['...']
              group_wait: 1s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: test
                webhook_configs:
                  - url: {_webhook}
                    send_resolved: true
            """);
        _process = ChildProcess.Start(
            "prometheus-alertmanager",
            [
                "--config.file=" + config, "--storage.path=" + _folder.Folder("data"), $"--web.listen-address=127.0.0.1:{_port}", "--cluster.listen-address=",
            ]);
        await Wait.UntilAsync("Alertmanager ready", async () => (await Http.GetAsync(new Uri(Address, "/-/ready"))).IsSuccessStatusCode, () => _process.Output);
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public async Task<JsonArray> AlertsAsync() =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri(Address, "/api/v2/alerts")))!.AsArray();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
