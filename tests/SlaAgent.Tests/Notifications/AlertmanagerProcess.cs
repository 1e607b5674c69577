using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SlaAgent.Tests.Notifications;

/// <summary>A real Alertmanager on a free port of the loopback, which notifies a webhook within a second.</summary>
internal sealed class AlertmanagerProcess : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "slaagent-am-" + Guid.NewGuid().ToString("N"));
    private readonly Uri _webhook;
    private Process? _process;

    public AlertmanagerProcess(Uri webhook, string groupWait = "1s")
    {
        (_webhook, GroupWait) = (webhook, groupWait);
        Directory.CreateDirectory(_folder);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    public Uri Url { get; }

    /// <summary>How long it waits before it first notifies a group, from its next start on.</summary>
    public string GroupWait { get; set; }

    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "alertmanager.yml"), $$"""
            route: { receiver: hook, group_by: ['...'], group_wait: {{GroupWait}}, group_interval: 1s, repeat_interval: 1h }
            receivers: [ { name: hook, webhook_configs: [ { url: '{{_webhook}}', send_resolved: true } ] } ]
            """);
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

    /// <summary>Ends it, and starts it again; with <paramref name="keepingData"/> false as one that has lost everything.</summary>
    public async Task RestartAsync(bool keepingData)
    {
        if (keepingData)
        {
            // It writes down what it has notified when it is asked to end.
            using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        await StopAsync();
        if (!keepingData)
        {
            Directory.Delete(Path.Combine(_folder, "data"), recursive: true);
        }

        await StartAsync();
    }

    /// <summary>Values of the label <c>service</c> of the alerts that it has now.</summary>
    public async Task<IReadOnlyList<string?>> ServicesAsync()
    {
        using var client = new HttpClient();
        using var alerts = JsonDocument.Parse(await client.GetStringAsync(new Uri(Url, "api/v2/alerts")));
        return [.. alerts.RootElement.EnumerateArray().Select(alert => alert.GetProperty("labels").GetProperty("service").GetString())];
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
