using System.CommandLine;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands;

/// <summary>How a running agent is reached.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Tls">TLS settings; null for the system's.</param>
/// <param name="Auth">Name and password, or the API token; null for none.</param>
internal sealed record AgentConnection(string Address, TlsSettings? Tls, Authentication? Auth)
{
    /// <summary>The options that say it.</summary>
    internal sealed record Options
    {
        private readonly Option<string> _url = CommonOptions.Agent();
        private readonly Option<string?> _caFile = File("--ca-file", "PEM bundle of the authorities that the agent's certificate may come from. Default: the system's.");
        private readonly Option<string?> _certFile = File("--cert-file", "PEM certificate to show to the agent; needs --key-file.");
        private readonly Option<string?> _keyFile = File("--key-file", "PEM key of that certificate.");
        private readonly Option<string?> _serverName = new("--server-name") { Description = "Name in the agent's certificate, where it is another than the address's.", HelpName = "NAME" };
        private readonly Option<string?> _user = new("--user") { Description = "Name for basic authentication; needs --password-file.", HelpName = "NAME" };
        private readonly Option<string?> _passwordFile = File("--password-file", "File with the password.");
        private readonly Option<string?> _tokenFile = File("--token-file", "File with the agent's API token.");

        /// <summary>Adds the options to <paramref name="command"/>.</summary>
        public void AddTo(Command command)
        {
            Option[] all = [_url, _caFile, _certFile, _keyFile, _serverName, _user, _passwordFile, _tokenFile];
            foreach (var option in all)
            {
                command.Options.Add(option);
            }

            command.Validators.Add(result =>
            {
                if (result.GetValue(_user) is null != result.GetValue(_passwordFile) is null)
                {
                    result.AddError("--user and --password-file go together.");
                }

                if (result.GetValue(_certFile) is null != result.GetValue(_keyFile) is null)
                {
                    result.AddError("--cert-file and --key-file go together.");
                }

                if (result.GetValue(_user) is not null && result.GetValue(_tokenFile) is not null)
                {
                    result.AddError("--user and --token-file exclude each other.");
                }

                if (result.GetValue(_user)?.Contains(':', StringComparison.Ordinal) == true)
                {
                    result.AddError("--user takes a name without a colon.");
                }
            });
        }

        /// <summary>What was said.</summary>
        public AgentConnection Of(ParseResult call)
        {
            var tls = new TlsSettings(call.GetValue(_caFile), call.GetValue(_certFile), call.GetValue(_keyFile), call.GetValue(_serverName));
            Authentication? auth = call.GetValue(_user) is { } user ? new Authentication.Basic(user, call.GetValue(_passwordFile)!)
                : call.GetValue(_tokenFile) is { } token ? new Authentication.Bearer(token)
                : null;
            return new(call.GetRequiredValue(_url), tls == new TlsSettings() ? null : tls, auth);
        }

        private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
    }
}
