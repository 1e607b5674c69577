using System.Text.Json;

namespace SlaAgent.DemoServer.Tests;

/// <summary>An answer read to its end.</summary>
internal sealed record Reply(int Status, string Text)
{
    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The data of every event of a stream.</summary>
    public string[] Events => [.. Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..])];

    /// <summary>The lines of a stream of JSON lines.</summary>
    public JsonElement[] Lines => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The events that are JSON, [DONE] left out.</summary>
    public JsonElement[] Chunks => [.. Events.Where(data => data != "[DONE]").Select(data => JsonDocument.Parse(data).RootElement)];

    public static async Task<Reply> OfAsync(HttpResponseMessage answer) =>
        new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        {
            ContentType = answer.Content.Headers.ContentType?.MediaType,
            Headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
}
