using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SlaAgent.Tests.Notifications;

/// <summary>
/// What the services behind receivers take, by their own documentation: PagerDuty's OpenAPI document of the Events API (version 2), Slack's reference of incoming webhooks and blocks,
/// and the CloudEvents specification (1.0.2) with its JSON format and HTTP binding.
/// </summary>
internal static class ServiceShapes
{
    private static readonly string[] s_eventKeys = ["routing_key", "event_action", "dedup_key", "payload", "images", "links", "client", "client_url"];
    private static readonly string[] s_payloadKeys = ["summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details"];

    /// <summary>Why PagerDuty would answer 400; empty for 202.</summary>
    public static IReadOnlyList<string> PagerDuty(ReceivedPost post)
    {
        var body = post.Body;
        var problems = new List<string>();
        Check(problems, post.Path == "/v2/enqueue" && MediaType(post) == "application/json", "not the API");
        Check(problems, Encoding.UTF8.GetByteCount(body.GetRawText()) <= 512 * 1024, "larger than 512 KB");
        Check(problems, body.EnumerateObject().All(key => s_eventKeys.Contains(key.Name)), "unknown key");
        Check(problems, Text(body, "routing_key") is { Length: 32 }, "Length of 'routing_key' is incorrect (should be 32 characters)");
        Check(problems, Text(body, "event_action") is "trigger" or "acknowledge" or "resolve", "event_action");
        Check(problems, Text(body, "dedup_key") is { Length: > 0 and <= 255 }, "dedup_key");
        if (Text(body, "event_action") == "trigger")
        {
            var payload = body.GetProperty("payload");
            Check(problems, payload.EnumerateObject().All(key => s_payloadKeys.Contains(key.Name)), "unknown key of payload");
            Check(problems, Text(payload, "summary") is { Length: > 0 } summary && Encoding.UTF8.GetByteCount(summary) <= 1024, "summary");
            Check(problems, Text(payload, "source") is { Length: > 0 }, "source");
            Check(problems, Text(payload, "severity") is "critical" or "error" or "warning" or "info", "severity");
            Check(problems, IsTime(Text(payload, "timestamp")), "timestamp");
            Check(problems, !body.TryGetProperty("links", out var links) || links.EnumerateArray().All(link => Uri.IsWellFormedUriString(Text(link, "href"), UriKind.Absolute)), "links");
        }

        return problems;
    }

    /// <summary>Why Slack would answer <c>invalid_payload</c>; empty for <c>ok</c>.</summary>
    public static IReadOnlyList<string> Slack(ReceivedPost post)
    {
        var problems = new List<string>();
        Check(problems, MediaType(post) == "application/json", "not JSON");
        Check(problems, Text(post.Body, "text") is { Length: > 0 and <= 40_000 }, "text");
        var blocks = post.Body.GetProperty("blocks").EnumerateArray().ToList();
        Check(problems, blocks.Count is > 0 and <= 50, "blocks");
        foreach (var block in blocks)
        {
            var texts = Text(block, "type") switch
            {
                "section" when block.TryGetProperty("text", out var text) => [(text, 3000)],
                "section" => block.GetProperty("fields").EnumerateArray().Select(field => (field, 2000)).ToList(),
                "context" => block.GetProperty("elements").EnumerateArray().Select(element => (element, 3000)).ToList(),
                _ => new List<(JsonElement, int)>(),
            };
            Check(problems, texts.Count is > 0 and <= 10, "no text, or too many");
            foreach (var (text, longest) in texts)
            {
                Check(problems, Text(text, "type") == "mrkdwn" && Text(text, "text") is { Length: > 0 } words && words.Length <= longest, "text of " + Text(block, "type"));
            }
        }

        return problems;
    }

    /// <summary>Why a receiver would not take it for a CloudEvent; empty where it would.</summary>
    public static IReadOnlyList<string> CloudEvents(ReceivedPost post)
    {
        var problems = new List<string>();
        Check(problems, MediaType(post) == "application/cloudevents+json", "not structured mode");
        Check(problems, post.Body.EnumerateObject().All(key => key.Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))), "name of an attribute");
        Check(problems, Text(post.Body, "specversion") == "1.0", "specversion");
        Check(problems, Text(post.Body, "id") is { Length: > 0 }, "id");
        Check(problems, Text(post.Body, "source") is { Length: > 0 } source && Uri.IsWellFormedUriString(source, UriKind.RelativeOrAbsolute), "source");
        Check(problems, Text(post.Body, "type") is { } type && type.StartsWith("io.slaagent.", StringComparison.Ordinal), "type");
        Check(problems, Text(post.Body, "subject") is { Length: > 0 } && IsTime(Text(post.Body, "time")), "subject or time");
        Check(problems, Text(post.Body, "datacontenttype") == "application/json" && post.Body.GetProperty("data").ValueKind == JsonValueKind.Object, "data");
        return problems;
    }

    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string MediaType(ReceivedPost post) => post.Headers["Content-Type"].Split(';')[0];

    private static bool IsTime(string? text) => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static void Check(List<string> problems, bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }
}
