using System.Globalization;
using Google.Protobuf;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>When a server wants to be called again, in the three ways that gRPC has for it.</summary>
internal static class GrpcRetry
{
    /// <summary>The longest that is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private const string RetryInfoType = "/google.rpc.RetryInfo";

    /// <summary>How long from now on, 0 to <see cref="Longest"/>; null where nothing says it that can be read.</summary>
    /// <param name="pushback"><c>grpc-retry-pushback-ms</c>: milliseconds, and less than none for not at all, which says no time.</param>
    /// <param name="retryAfter"><c>retry-after</c>, as a proxy sets it: whole seconds.</param>
    /// <param name="details"><c>grpc-status-details-bin</c>: google.rpc.Status with a google.rpc.RetryInfo, in base64.</param>
    public static TimeSpan? Read(string? pushback, string? retryAfter, string? details) =>
        Number(pushback) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
        : details is not null && Delay(details) is { } delay ? Within(delay)
        : Number(retryAfter) is { } seconds ? Within(TimeSpan.FromSeconds(seconds))
        : null;

    private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, (long)Longest.TotalMilliseconds) : null;

    private static TimeSpan? Delay(string details)
    {
        try
        {
            // Without padding, as gRPC has it, or with.
            var bytes = Convert.FromBase64String(details.TrimEnd('=') + new string('=', (4 - (details.TrimEnd('=').Length % 4)) % 4));
            foreach (var detail in StatusDetails.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TypeUrl.EndsWith(RetryInfoType, StringComparison.Ordinal) && RetryInfo.Parser.ParseFrom(detail.Value).RetryDelay is { } delay)
                {
                    return TimeSpan.FromSeconds(Math.Clamp(delay.Seconds, 0, (long)Longest.TotalSeconds)) + TimeSpan.FromTicks(Math.Clamp(delay.Nanos, 0, 999_999_999) / 100);
                }
            }

            return null;
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
