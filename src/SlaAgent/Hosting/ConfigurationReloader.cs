using System.Threading.Channels;
using SlaAgent.Commands;
using SlaAgent.Configuration;

namespace SlaAgent.Hosting;

/// <summary>Brings changed configuration files into force: found by content, on SIGHUP, or on request. A bad one changes nothing and is said.</summary>
internal sealed partial class ConfigurationReloader(
    IReadOnlyList<string> paths,
    AgentRuntime runtime,
    TimeProvider time,
    ILogger<ConfigurationReloader> logger) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often files that change while they are read are read again before they are taken as they are.</summary>
    private const int Attempts = 5;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>At most one request waits: a storm of SIGHUPs is one reload.</summary>
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private string _fingerprint = "";
    private IReadOnlyList<string> _files = [];

    /// <summary>Remembers what <paramref name="result"/>, which is in force or was refused, was read from.</summary>
    public void Loaded(ConfigurationResult result)
    {
        _files = result.Files;
        _fingerprint = Fingerprint();
    }

    /// <summary>Asks for a reload soon; may be called from a signal handler.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>Looks at the files' content every few seconds, and at requests at once.</summary>
    public async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var asked = await AskedAsync(stopping);
                if (asked || Fingerprint() != _fingerprint)
                {
                    await ReloadAsync(stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The agent ends.
        }
    }

    /// <summary>Reads the files and puts them in force, or says why not.</summary>
    public async Task<ReloadOutcome> ReloadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var result = Read();
            var obstacles = ConfigurationSource.Obstacles(result);
            if (result.Configuration is not { } configuration || obstacles.Count > 0)
            {
                foreach (var obstacle in obstacles)
                {
                    RefusedBecause(obstacle);
                }

                runtime.RecordReload(successful: false);
                Refused();
                return new ReloadOutcome(false, obstacles);
            }

            // Whoever asked may leave meanwhile; a configuration is put in force wholly or not at all.
            await runtime.ApplyAsync(configuration);
            runtime.RecordReload(successful: true);
            Applied(configuration.Services.Count, configuration.Agreements.Count);
            return new ReloadOutcome(true, []);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> AskedAsync(CancellationToken stopping)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var asked = _requests.Reader.WaitToReadAsync(poll.Token).AsTask();
        await Task.WhenAny(asked, Task.Delay(PollInterval, time, poll.Token));
        await poll.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        return _requests.Reader.TryRead(out _);
    }

    /// <summary>Reads the files so that what is remembered of their content is what was read: one that changes meanwhile is read again.</summary>
    private ConfigurationResult Read()
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Fingerprint();
            var result = ConfigurationSource.Load(paths);
            var sameFiles = result.Files.SequenceEqual(_files);
            Loaded(result);
            if ((sameFiles && before == _fingerprint) || attempt == Attempts)
            {
                return result;
            }
        }
    }

    private string Fingerprint() => ConfigurationFiles.ContentHash(paths, _files);
}
