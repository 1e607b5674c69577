using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SlaAgent.Tests.Commands.Baselines;

/// <summary>A real Prometheus on a free port of the loopback, with a past that promtool wrote into its database.</summary>
internal sealed class PrometheusWithHistory : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-prom-").FullName;
    private Process? _process;

    public Uri Url { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="openMetrics">Its past: OpenMetrics text with times.</param>
    public async Task StartAsync(string openMetrics)
    {
        var (text, data, config) = (Path.Combine(_folder, "past.txt"), Path.Combine(_folder, "data"), Path.Combine(_folder, "prometheus.yml"));
        await File.WriteAllTextAsync(text, openMetrics);
        await File.WriteAllTextAsync(config, "global: { scrape_interval: 1m }\n");
        using (var fill = Start("promtool", "tsdb", "create-blocks-from", "--max-block-duration=24h", "openmetrics", "--quiet", text, data))
        {
            await fill.WaitForExitAsync();
            Assert.Equal(0, fill.ExitCode);
        }

        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        }

        _process = Start("prometheus", "--config.file=" + config, "--storage.tsdb.path=" + data, "--storage.tsdb.retention.time=400d", "--web.listen-address=" + Url.Authority);
        using var client = new HttpClient();
        await Eventually.True(() => IsReady(client), "Prometheus is ready");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
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
