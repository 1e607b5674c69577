namespace SlaAgent.Hosting;

/// <summary>What the command line says of the daemon.</summary>
internal sealed record AgentOptions
{
    private const string DefaultListen = "http://127.0.0.1:9464";

    /// <summary>Configuration files and folders.</summary>
    public required IReadOnlyList<string> ConfigurationPaths { get; init; }

    /// <summary>Address to listen on; null for the environment's, the configuration's or the default.</summary>
    public string? Listen { get; init; }

    /// <summary>State folder; null for the configuration's or the default.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Whether to wait for a good configuration instead of ending on a bad one.</summary>
    public bool DegradedStart { get; init; }

    /// <summary>The address in force: the command line, then $SLAAGENT_LISTEN, then the configuration, then the default.</summary>
    public string ListenAddress(Uri? configured) =>
        Listen
        ?? (Environment.GetEnvironmentVariable("SLAAGENT_LISTEN") is { Length: > 0 } environment ? environment : null)
        ?? configured?.ToString()
        ?? DefaultListen;

    /// <summary>The state folder in force: the command line, then the configuration, then the user's state folder.</summary>
    public string StateFolderOr(string? configured)
    {
        if ((StateFolder ?? configured) is { } folder)
        {
            return Path.GetFullPath(folder);
        }

        var states = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(states, "slaagent");
    }
}
