using System.Diagnostics;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>Waits for conditions, never for time.</summary>
internal static class Wait
{
    /// <summary>When a condition counts as never coming; far beyond what any of them takes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> probe, Func<string>? context = null)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        Exception? last = null;
        while (Stopwatch.GetElapsedTime(started) < Limit)
        {
            try
            {
                if (await probe() is { } found)
                {
                    return found;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException)
            {
                last = e;
            }

            await Task.Delay(Step);
        }

        throw new TimeoutException($"Not seen: {what}. {last?.Message}\n{context?.Invoke()}");
    }

    public static Task UntilAsync(string what, Func<Task<bool>> condition, Func<string>? context = null) =>
        ForAsync(what, async () => await condition() ? "" : null, context);
}
