using System.CommandLine;
using System.CommandLine.Parsing;

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

    public static Option<string[]> Config()
    {
        var option = new Option<string[]>("--config", "-c")
        {
            Description = "A configuration file or folder; may be given more than once. Default: $SLAAGENT_CONFIG, else ./sla.yaml, else /etc/slaagent.",
            HelpName = "PATH",
        };
        option.Validators.Add(NotEmpty);
        return option;
    }

    public static Argument<string[]> Paths()
    {
        var argument = new Argument<string[]>("PATH")
        {
            Description = "Configuration files or folders. Default: $SLAAGENT_CONFIG, else ./sla.yaml, else /etc/slaagent.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        argument.Validators.Add(NotEmpty);
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith('-')) is { } option)
            {
                result.AddError($"There is no option '{option.Value}' here; a file of that name is written ./{option.Value}.");
            }
        });
        return argument;
    }

    /// <summary>Refuses an empty path: what a variable that is not set leaves behind.</summary>
    public static void NotEmpty(SymbolResult result)
    {
        if (result.Tokens.Any(t => t.Value.Length == 0))
        {
            result.AddError(result is OptionResult option ? $"The value of {option.Option.Name} is empty." : "A PATH is empty.");
        }
    }

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
