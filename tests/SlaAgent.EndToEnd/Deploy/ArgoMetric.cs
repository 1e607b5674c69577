using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>
/// One metric of an AnalysisTemplate, measured as the web provider of Argo Rollouts does: a GET, of which anything but 2xx is an error; the JSON path's value is the
/// result; where the condition of failure holds the measurement has failed, else where that of success holds it has succeeded, else it is inconclusive.
/// </summary>
internal sealed class ArgoMetric
{
    private readonly YamlNode _template;
    private readonly YamlNode _metric;

    private ArgoMetric(YamlNode template, YamlNode metric) => (_template, _metric) = (template, metric);

    public string Name => _metric.Text("name")!;

    public static IReadOnlyList<ArgoMetric> Read(IEnumerable<YamlNode> templates) =>
        [.. templates.SelectMany(template => template.Get("spec").Items("metrics").Select(metric => new ArgoMetric(template, metric)))];

    public async Task<string> MeasureAsync(HttpClient http, Uri agent, string sla)
    {
        var web = _metric.Get("provider", "web");
        Assert.Null(web.Text("method"));
        var url = _template.Get("spec").Items("args").Aggregate(web.Text("url")!, (text, argument) => text.Replace(
            "{{args." + argument.Text("name") + "}}",
            argument.Text("name") == "agent" ? agent.GetLeftPart(UriPartial.Authority) : argument.Text("value") ?? sla,
            StringComparison.Ordinal));
        using var answer = await http.GetAsync(url);
        if (!answer.IsSuccessStatusCode)
        {
            return "Error";
        }

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.Equal("{$}", web.Text("jsonPath"));
        return new RolloutCondition(_metric.Text("failureCondition")!).Holds(body!) ? "Failed"
            : new RolloutCondition(_metric.Text("successCondition")!).Holds(body!) ? "Successful"
            : "Inconclusive";
    }
}
