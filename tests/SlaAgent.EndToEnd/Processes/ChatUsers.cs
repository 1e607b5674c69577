using System.Net.Http.Json;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>Users of the demo's text model, who ask it directly, past the agent.</summary>
internal sealed class ChatUsers(World world) : IDisposable
{
    private readonly HttpClient _client = new();
    private int _asked;

    public void Dispose() => _client.Dispose();

    /// <summary>Asks <paramref name="count"/> times, one after the other, and reads the answers to their ends, whatever they are.</summary>
    public async Task AskAsync(int count, bool stream = false)
    {
        for (var i = 0; i < count; i++)
        {
            using var answer = await StartAsync(stream);
            await answer.Content.ReadAsStringAsync();
        }
    }

    /// <summary>Goes on asking until <paramref name="over"/>.</summary>
    public async Task KeepAskingAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await AskAsync(1);
        }
    }

    /// <summary>Asks, and has the head of the answer.</summary>
    public async Task<HttpResponseMessage> StartAsync(bool stream = false, CancellationToken leaving = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Server.Address, "/v1/chat/completions"))
        {
            Content = JsonContent.Create(new
            {
                model = "demo-chat",
                messages = new[] { new { role = "user", content = $"{Interlocked.Increment(ref _asked)}: what is promised?" } },
                max_tokens = 3,
                stream,
            }),
        };
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
    }
}
