using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>One webhook of a Canary, called as Flagger does: a POST of its own JSON with the webhook's metadata; a status over 202 is a no.</summary>
internal sealed record FlaggerWebhook(string Name, string Type, Uri Url, JsonObject Body)
{
    public static IReadOnlyList<FlaggerWebhook> Read(YamlNode canary) =>
    [
        .. canary.Get("spec", "analysis").Items("webhooks").Select(hook => new FlaggerWebhook(
            hook.Text("name")!,
            hook.Text("type")!,
            new Uri(hook.Text("url")!),
            new JsonObject
            {
                ["name"] = canary["metadata"].Text("name"),
                ["namespace"] = canary["metadata"].Text("namespace"),
                ["phase"] = "Progressing",
                ["checksum"] = "85d557f47b",
                ["metadata"] = new JsonObject(((YamlMappingNode)hook["metadata"]).Select(pair => KeyValuePair.Create<string, JsonNode?>(((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value))),
            })),
    ];

    public async Task<bool> CallAsync(HttpClient http, Uri agent)
    {
        using var body = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(agent, Url.PathAndQuery), body);
        return (int)answer.StatusCode <= 202;
    }
}
