using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Hosting;

namespace SlaAgent.Tests.Hosting;

[Collection("agent in this process")]
public sealed class ConfigurationReloaderTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_change_of_content_is_found_a_bad_one_is_said_once_and_the_good_one_back_is_in_force_again()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("one"));
        await using var watch = new Watch(agent, agent.Folder.Config);

        agent.Folder.Write(Yaml("two"));
        await watch.UntilAsync(() => Services(agent) == "two");

        agent.Folder.Write("kind: Nonsense\n");
        await watch.UntilAsync(() => watch.Refusals == 1);
        Assert.Equal("two", Services(agent));
        Assert.Equal(0, await FlagAsync(agent));
        await watch.PollAsync();
        await watch.PollAsync();
        Assert.Equal(1, watch.Refusals);
        Assert.Equal(0, await FlagAsync(agent));

        agent.Folder.Write(Yaml("two"));
        await watch.UntilAsync(() => watch.Applied == 2);
        Assert.Equal(1, await FlagAsync(agent));
    }

    [Fact]
    public async Task A_symlink_that_is_swapped_like_a_ConfigMaps_is_a_change()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("one"));
        var root = agent.Folder.Root;
        foreach (var (folder, service) in new[] { ("..first", "one"), ("..second", "two") })
        {
            Directory.CreateDirectory(Path.Combine(root, "map", folder));
            await File.WriteAllTextAsync(Path.Combine(root, "map", folder, "sla.yaml"), Yaml(service));
        }

        Directory.CreateSymbolicLink(Path.Combine(root, "map", "..data"), "..first");
        File.CreateSymbolicLink(Path.Combine(root, "map", "sla.yaml"), Path.Combine("..data", "sla.yaml"));
        await using var watch = new Watch(agent, Path.Combine(root, "map"));

        Directory.CreateSymbolicLink(Path.Combine(root, "map", "..data_tmp"), "..second");
        using var rename = System.Diagnostics.Process.Start("mv", ["-T", Path.Combine(root, "map", "..data_tmp"), Path.Combine(root, "map", "..data")]);
        await rename.WaitForExitAsync();

        await watch.UntilAsync(() => Services(agent) == "two");
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing_and_is_said()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("one"));
        await using var watch = new Watch(agent, agent.Folder.Config);

        File.Delete(agent.Folder.Config);
        await watch.UntilAsync(() => watch.Refusals == 1);

        Assert.Equal("one", Services(agent));
        Assert.Equal(0, await FlagAsync(agent));
    }

    [Fact]
    public async Task A_storm_of_requests_is_a_few_reloads()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("one"));
        await using var watch = new Watch(agent, agent.Folder.Config);
        for (var i = 0; i < 1000; i++)
        {
            watch.Reloader.Request();
        }

        await Eventually.True(() => watch.Applied > 0, "a reload");

        Assert.InRange(watch.Applied, 1, 10);
    }

    [Fact]
    public async Task An_agent_that_started_without_a_configuration_takes_the_first_good_one()
    {
        await using var agent = await RunningAgent.StartAsync(null);
        await using var watch = new Watch(agent, agent.Folder.Config);

        agent.Folder.Write(Yaml("one"));
        await watch.UntilAsync(() => agent.Server.Runtime.State.Current is not null);

        Assert.Equal(1, await FlagAsync(agent));
        Assert.Equal("one", Services(agent));
    }

    [Fact]
    public async Task Who_goes_away_during_a_reload_leaves_it_whole()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("one"));
        agent.Folder.Write(Yaml("two"));
        using var gone = new CancellationTokenSource();
        var reloading = agent.Server.Reloader.ReloadAsync(gone.Token);
        await gone.CancelAsync();

        Assert.True((await reloading).Applied);
        await Eventually.True(() => Services(agent) == "two", "the reload evaluated");
        Assert.Equal("two", Assert.Single(agent.Server.Runtime.Configuration.Services).Name);
    }

    private static string Yaml(string service) =>
        Documents.Service(service, Documents.Nobody) + Documents.Agreement("sla", service, Documents.Available()) + Documents.Agent();

    private static string Services(RunningAgent agent) => string.Join(',', agent.Server.Runtime.State.Current!.Snapshot.Services.Select(s => s.Name));

    private static async Task<double> FlagAsync(RunningAgent agent) => (await agent.ScrapeAsync()).Value("sla_agent_config_last_reload_successful");

    /// <summary>A reloader that polls when the test lets time pass, and counts what it says.</summary>
    private sealed class Watch : ILogger<ConfigurationReloader>, IAsyncDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly CancellationTokenSource _ending = new();
        private readonly Task _watching;
        private int _applied;
        private int _refusals;

        public Watch(RunningAgent agent, string path)
        {
            Reloader = new ConfigurationReloader([path], agent.Server.Runtime, _time, this);
            Reloader.Loaded(ConfigurationSource.Load([path]));
            _watching = Task.Run(() => Reloader.WatchAsync(_ending.Token));
        }

        public ConfigurationReloader Reloader { get; }

        public int Applied => Volatile.Read(ref _applied);

        public int Refusals => Volatile.Read(ref _refusals);

        public async Task PollAsync()
        {
            _time.Advance(Poll);
            await Task.Delay(100);
        }

        public Task UntilAsync(Func<bool> condition) => Eventually.True(
            () =>
            {
                _time.Advance(Poll);
                return condition();
            },
            "what was to be seen after a poll");

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await _watching;
            Reloader.Dispose();
            _ending.Dispose();
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Applied")
            {
                Interlocked.Increment(ref _applied);
            }
            else if (eventId.Name == "Refused")
            {
                Interlocked.Increment(ref _refusals);
            }
        }
    }
}
