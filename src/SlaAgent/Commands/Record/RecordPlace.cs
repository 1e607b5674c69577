using System.CommandLine;
using SlaAgent.Hosting;

namespace SlaAgent.Commands.Record;

/// <summary>Where the record is: a state folder, named or the configuration's.</summary>
internal sealed class RecordPlace
{
    private readonly Option<string?> _state = new("--state") { Description = "State folder of the agent. Default: the configuration's, as for 'run'.", HelpName = "DIR" };
    private readonly Option<string[]> _config = CommonOptions.Config();

    public RecordPlace() => _state.Validators.Add(CommonOptions.NotEmpty);

    public void AddTo(Command command)
    {
        command.Options.Add(_state);
        command.Options.Add(_config);
    }

    /// <summary>The state folder. A configuration with errors names none, and then the usual folder is meant.</summary>
    public string Of(ParseResult call)
    {
        var paths = ConfigurationSource.PathsOrDefault(call.GetValue(_config));
        var state = call.GetValue(_state);
        var configured = state is null ? ConfigurationSource.Load(paths).Configuration?.Agent.StateFolder : null;
        return new AgentOptions { ConfigurationPaths = paths, StateFolder = state }.StateFolderOr(configured);
    }
}
