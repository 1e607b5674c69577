using System.Security.Cryptography;
using System.Text;
using SlaAgent.Http;
using SlaAgent.Security;

namespace SlaAgent.Hosting;

/// <summary>What may be asked of the running agent, and who may ask.</summary>
internal sealed class AgentLifecycle(AgentRuntime runtime, ConfigurationReloader reloader)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether anyone who reaches the port may ask.</summary>
    public bool AllowsRemote => runtime.Configuration.Agent.Lifecycle;

    /// <summary>Whether there is an API token, which then everyone who writes must have.</summary>
    public bool WantsToken => runtime.Configuration.Agent.ApiTokenFile is not null;

    /// <summary>Whether <paramref name="authorization"/> carries the API token. Compares in constant time.</summary>
    public bool HasToken(string? authorization)
    {
        if (runtime.Configuration.Agent.ApiTokenFile is not { } file || authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var expected = new SecretFile(file).Read().Value;
        return expected is not null
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim())),
                SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
    }

    /// <summary>Reads the configuration files again.</summary>
    public Task<ReloadOutcome> ReloadAsync(CancellationToken cancellation) => reloader.ReloadAsync(cancellation);

    /// <summary>Begins draining <paramref name="service"/>, or all services; null where there is no such service.</summary>
    public Task<ApiDrain?> DrainAsync(string? service, CancellationToken cancellation) => runtime.DrainAsync(service, cancellation);
}
