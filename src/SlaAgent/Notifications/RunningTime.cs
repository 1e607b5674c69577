using System.Text.Json;

namespace SlaAgent.Notifications;

/// <summary>How long an Alertmanager has been running. It keeps no alerts over a restart, so whatever it accepted longer ago than this it no longer has.</summary>
/// <param name="Length">The time, at most a second too short; null where it is not known.</param>
/// <param name="Problem">Why it is not known; empty where it is.</param>
internal sealed record RunningTime(TimeSpan? Length, string Problem)
{
    /// <summary>The status carries the whole configuration of Alertmanager.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

    /// <summary>Reads an answer of <c>/api/v2/status</c>. Start and present moment are both by Alertmanager's clock, so that it does not matter how it is set.</summary>
    public static async Task<RunningTime> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (!response.IsSuccessStatusCode)
        {
            return new(null, $"its /api/v2/status answers {(int)response.StatusCode}");
        }

        if (response.Headers.Date is not { } now)
        {
            return new(null, "its /api/v2/status has no Date");
        }

        await response.Content.LoadIntoBufferAsync(LongestAnswer, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        return Start(body) is { } start
            ? new(now > start ? now - start : TimeSpan.Zero, "")
            : new(null, "its /api/v2/status has no uptime");
    }

    private static DateTimeOffset? Start(byte[] body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.ValueKind == JsonValueKind.Object
                && status.RootElement.TryGetProperty("uptime", out var uptime)
                && uptime.ValueKind == JsonValueKind.String
                && uptime.TryGetDateTimeOffset(out var start)
                    ? start
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
