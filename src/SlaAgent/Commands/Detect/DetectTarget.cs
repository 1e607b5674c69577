using System.CommandLine;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Detection;

namespace SlaAgent.Commands.Detect;

/// <summary>Which server is meant, and how it is reached.</summary>
/// <param name="Service">The address, with credentials and TLS; the rest of it is not known yet.</param>
/// <param name="Model">The model that is meant; null for the first that is listed.</param>
/// <param name="Timeout">How long each question may take.</param>
/// <param name="Platform">What the environment says of a platform; null for nothing.</param>
internal sealed record DetectTarget(ModelService Service, string? Model, TimeSpan Timeout, PlatformRoutes? Platform)
{
    /// <summary>The options that say it.</summary>
    internal sealed record Options(PlatformEnvironment Environment)
    {
        private readonly Argument<string?> _url = new("URL")
        {
            Description = $"Address of the model server, as http://127.0.0.1:8000 or grpc://127.0.0.1:8001. Default: this machine's ${PlatformEnvironment.PortVariable}, where that is set.",
            HelpName = "URL",
            Arity = ArgumentArity.ZeroOrOne,
        };
        private readonly Option<string?> _model = new("--model") { Description = "The model that is meant. Default: the first that the server lists.", HelpName = "NAME" };
        private readonly Option<string?> _tokenFile = File("--token-file", "File with the token of Authorization: Bearer.");
        private readonly Option<string?> _header = new("--header") { Description = "Name of a header whose value is secret; needs --header-file.", HelpName = "NAME" };
        private readonly Option<string?> _headerFile = File("--header-file", "File with the value of that header.");
        private readonly Option<string?> _user = new("--user") { Description = "Name for basic authentication; needs --password-file.", HelpName = "NAME" };
        private readonly Option<string?> _passwordFile = File("--password-file", "File with the password.");
        private readonly Option<string?> _caFile = File("--ca-file", "PEM bundle of the authorities that the server's certificate may come from. Default: the system's.");
        private readonly Option<double> _timeout = new("--timeout") { Description = "How long each question may take, in seconds: 0.1 to 60.", HelpName = "SECONDS", DefaultValueFactory = _ => 3 };

        /// <summary>Adds the options to <paramref name="command"/>.</summary>
        public void AddTo(Command command)
        {
            command.Arguments.Add(_url);
            Option[] all = [_model, _tokenFile, _header, _headerFile, _user, _passwordFile, _caFile, _timeout];
            foreach (var option in all)
            {
                option.Validators.Add(CommonOptions.NotEmpty);
                command.Options.Add(option);
            }

            _url.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: var text }] && DetectAddress.Problem(text) is { } problem)
                {
                    result.AddError(problem);
                }
            });
            command.Validators.Add(Check);
        }

        /// <summary>What was said.</summary>
        public DetectTarget Of(ParseResult call)
        {
            Authentication? auth = call.GetValue(_tokenFile) is { } token ? new Authentication.Bearer(Path.GetFullPath(token))
                : call.GetValue(_header) is { } header ? new Authentication.SecretHeader(header, Path.GetFullPath(call.GetValue(_headerFile)!))
                : call.GetValue(_user) is { } user ? new Authentication.Basic(user, Path.GetFullPath(call.GetValue(_passwordFile)!))
                : null;
            var service = new ModelService
            {
                Name = "detect",
                // The one kind of server that answers nothing to who does not name the model in a header; to any other the header says nothing.
                Server = "seldon",
                Model = call.GetValue(_model),
                Url = call.GetValue(_url) is { } url ? DetectAddress.Base(url) : new UriBuilder("http", "127.0.0.1", Environment.Port!.Value).Uri,
                Auth = auth,
                Tls = call.GetValue(_caFile) is { } authorities ? new TlsSettings(Path.GetFullPath(authorities)) : null,
                Probes = [],
            };
            return new(service, call.GetValue(_model), TimeSpan.FromSeconds(call.GetValue(_timeout)), Environment.Routes(isAddressed: call.GetValue(_url) is null));
        }

        private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

        private void Check(System.CommandLine.Parsing.CommandResult result)
        {
            if (result.GetResult(_url) is not { Tokens.Count: > 0 } && Environment.Port is not > 0)
            {
                result.AddError(Environment.Port is null
                    ? $"URL is missing: write it as http://127.0.0.1:8000, or set {PlatformEnvironment.PortVariable} to the server's port on this machine."
                    : $"{PlatformEnvironment.PortVariable} is not a port: set it to a number from 1 to 65535, or give URL.");
            }

            if (result.GetValue(_header) is null != result.GetValue(_headerFile) is null)
            {
                result.AddError("--header and --header-file go together.");
            }

            if (result.GetValue(_user) is null != result.GetValue(_passwordFile) is null)
            {
                result.AddError("--user and --password-file go together.");
            }

            string?[] ways = [result.GetValue(_tokenFile), result.GetValue(_header), result.GetValue(_user)];
            if (ways.Count(way => way is not null) > 1)
            {
                result.AddError("Give one of --token-file, --header and --user.");
            }

            if (result.GetResult(_timeout) is { Implicit: false, Errors: var errors } && !errors.Any() && !(result.GetValue(_timeout) is >= 0.1 and <= 60))
            {
                result.AddError("--timeout must be 0.1 to 60 seconds.");
            }
        }
    }
}
