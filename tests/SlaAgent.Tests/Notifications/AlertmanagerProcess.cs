using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SlaAgent.Tests.Notifications;

/// <summary>A real Alertmanager on a free port of the loopback, which notifies a webhook within a second.</summary>
internal sealed class AlertmanagerProcess : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "slaagent-am-" + Guid.NewGuid().ToString("N"));
    private Process? _process;

    public AlertmanagerProcess(Uri webhook)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "alertmanager.yml"), $$"""
            route: { receiver: hook, group_by: ['...'], group_wait: 1s, group_interval: 1s, repeat_interval: 1h }
            receivers: [ { name: hook, webhook_configs: [ { url: '{{webhook}}', send_resolved: true } ] } ]
            """);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    public Uri Url { get; }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("prometheus-alertmanager") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { $"--web.listen-address={Url.Authority}", "--cluster.listen-address=", $"--storage.path={Path.Combine(_folder, "data")}", $"--config.file={Path.Combine(_folder, "alertmanager.yml")}" })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var client = new HttpClient();
        await Eventually.True(() => IsReady(client), "Alertmanager is ready");
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsReady(HttpClient client)
    {
        try
        {
            using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Url, "-/ready")));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
