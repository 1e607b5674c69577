using Microsoft.Extensions.Hosting;

namespace SlaAgent.DemoServer.Http;

/// <summary>Leaves the process's signals to whoever embeds the server; the usual lifetime would take Ctrl+C and SIGTERM.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
