using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>The real agent in a process of its own.</summary>
internal sealed partial class AgentProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly ChildProcess _process;

    private AgentProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public string Output => _process.Output;

    public int ExitCode => _process.ExitCode;

    public ChildProcess Process => _process;

    /// <summary>How the agent is started: the published binary where SLAAGENT_BINARY names one, else the build beside these tests.</summary>
    public static (string File, string[] Arguments) Command =>
        Environment.GetEnvironmentVariable("SLAAGENT_BINARY") is { Length: > 0 } binary
            ? (binary, [])
            : ("dotnet", [Path.Combine(AppContext.BaseDirectory, "slaagent.dll")]);

    public static Task<AgentProcess> StartAsync(string config, string state, IReadOnlyDictionary<string, string>? environment = null, params string[] extra) =>
        StartAsync(Command.File, Command.Arguments, config, state, environment, extra);

    /// <summary>Starts the agent by another command than <see cref="Command"/>.</summary>
    public static async Task<AgentProcess> StartAsync(
        string file,
        string[] arguments,
        string config,
        string state,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] extra)
    {
        string[] listen = extra.Contains("--listen") ? [] : ["--listen", "http://127.0.0.1:0"];
        var process = ChildProcess.Start(file, [.. arguments, "run", "--config", config, "--state", state, .. listen, .. extra], environment);
        var listening = await Wait.ForAsync(
            "the agent listening",
            () => Task.FromResult(process.HasExited ? throw new InvalidOperationException("The agent ended:\n" + process.Output) : Listening().Match(process.Output) is { Success: true } match ? match : null),
            () => process.Output);
        return new AgentProcess(process, new Uri(listening.Groups[1].Value));
    }

    /// <summary>Starts an agent that may log too little to say where it listens.</summary>
    public static async Task<AgentProcess> StartQuietAsync(string config, string state, IReadOnlyDictionary<string, string>? environment = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var agent = new AgentProcess(Spawn(["run", "--config", config, "--state", state, "--listen", address.GetLeftPart(UriPartial.Authority)], environment), address);
        await agent.UntilReadyAsync();
        return agent;
    }

    /// <summary>Starts any command of the agent.</summary>
    public static ChildProcess Spawn(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null) =>
        ChildProcess.Start(Command.File, [.. Command.Arguments, .. arguments], environment, folder);

    /// <summary>Runs any command of the agent to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Command.File, [.. Command.Arguments, .. arguments]);

    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(Address, path));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => Http.SendAsync(new HttpRequestMessage(method, new Uri(Address, path)));

    public async Task<JsonNode> GetJsonAsync(string path) => JsonNode.Parse(await GetAsync(path))!;

    public Task UntilReadyAsync() => Wait.UntilAsync(
        "the agent ready",
        async () => (await Http.GetAsync(new Uri(Address, "/-/ready"))).IsSuccessStatusCode,
        () => Output);

    /// <summary>Ends the agent as a system does, with SIGTERM, and gives its exit code.</summary>
    public async Task<int> TerminateAsync(string signal = "TERM")
    {
        await _process.SignalAsync(signal);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Ends the agent as a crash does.</summary>
    public async Task KillAsync()
    {
        await _process.SignalAsync("KILL");
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    [GeneratedRegex(@"listening on (https?://(?:127\.0\.0\.1|localhost):\d+)")]
    private static partial Regex Listening();
}
