using System.CommandLine;

namespace SlaAgent.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public const string DefaultAgent = "http://127.0.0.1:9464";

    public static Option<string> Output()
    {
        var option = new Option<string>("--output", "-o") { Description = "How results are shown: table or json.", DefaultValueFactory = _ => "table" };
        option.AcceptOnlyFromAmong("table", "json");
        return option;
    }

    public static Option<string[]> Config() => new("--config", "-c")
    {
        Description = "A configuration file or folder; may be given more than once. Default: $SLAAGENT_CONFIG, else ./sla.yaml, else /etc/slaagent.",
        HelpName = "PATH",
    };

    public static Argument<string[]> Paths() => new("PATH")
    {
        Description = "Configuration files or folders. Default: $SLAAGENT_CONFIG, else ./sla.yaml, else /etc/slaagent.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string> Agent() => new("--url")
    {
        Description = "Address of the running agent. Default: $SLAAGENT_LISTEN, else " + DefaultAgent + ".",
        HelpName = "AGENT",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SLAAGENT_LISTEN") is { Length: > 0 } listen ? Reachable(listen) : DefaultAgent,
    };

    /// <summary>The address at which an agent that listens on <paramref name="listen"/> is reached from its own machine.</summary>
    public static string Reachable(string listen) => listen
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://[::1]", StringComparison.Ordinal)
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://+", "://127.0.0.1", StringComparison.Ordinal);
}
