using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlaAgent.Commands;

/// <summary>Asks a running agent.</summary>
internal static class AgentClient
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether <paramref name="address"/> is one that can be asked.</summary>
    public static bool IsAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var agent) && agent.Scheme is ("http" or "https");

    /// <summary>Gets <paramref name="path"/> from the agent at <paramref name="address"/>.</summary>
    /// <returns>The value, or the problem in one line.</returns>
    public static async Task<(T? Value, string? Problem)> GetAsync<T>(string address, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var agent = new Uri(address);
        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            return (await http.GetFromJsonAsync(new Uri(agent, path), type, cancellation), null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, $"no agent answered at {agent.GetLeftPart(UriPartial.Authority)}: {e.Message}");
        }
    }
}
