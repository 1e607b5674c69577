using System.Globalization;
using System.Text;

namespace SlaAgent.Tests.Hosting;

/// <summary>Configurations as text, for tests.</summary>
internal static class Documents
{
    /// <summary>Where nobody listens, so that every probe fails at once.</summary>
    public static readonly Uri Nobody = new("http://127.0.0.1:9");

    public static string Service(string name, Uri url, string? probes = null, string labels = "team: nlp") => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: {{name}}, labels: { {{labels}} } }
        spec:
          server: http
          url: {{url.GetLeftPart(UriPartial.Authority)}}
          model: m
          probes:
        {{probes ?? Health("ready")}}
        ---

        """;

    public static string Health(string name) => $"    - {{ name: {name}, interval: 100ms, timeout: 90ms, health: {{ path: /health }} }}";

    public static string Agreement(string name, string service, params string[] objectives) => $$"""
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: {{name}}, labels: { tier: gold } }
        spec:
          service: {{service}}
          window: { rolling: 1h }
          objectives:
        {{string.Join('\n', objectives.Select(o => "    - " + o))}}
        ---

        """;

    public static string Available(string name = "availability", string probe = "ready") =>
        $"{{ name: {name}, availability: {{ probe: {probe} }}, target: 90%, minimumSamples: 2 }}";

    public static string Fast(string name, string threshold, string probe = "ready", string measure = "total") =>
        $"{{ name: {name}, latency: {{ probe: {probe}, percentile: 95, threshold: {threshold}, measure: {measure} }}, minimumSamples: 2 }}";

    public static string Agent(string spec = "evaluation: { interval: 100ms }") =>
        "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec:\n" + string.Join('\n', spec.Split('\n').Select(l => "  " + l)) + "\n";

    /// <summary>Many services with an agreement each.</summary>
    public static string Many(int services, int probes, int objectives, int receivers = 0)
    {
        var text = new StringBuilder();
        for (var s = 0; s < services; s++)
        {
            var name = "s" + s.ToString(CultureInfo.InvariantCulture);
            text.Append(Service(name, Nobody, string.Join('\n', Enumerable.Range(0, probes).Select(p => $"    - {{ name: p{p}, interval: 1m, timeout: 1s, health: {{ path: /h }} }}"))));
            text.Append(Agreement("a-" + name, name, [.. Enumerable.Range(0, objectives).Select(o => Fast($"o{o}", "300ms", $"p{o % probes}"))]));
        }

        var list = string.Concat(Enumerable.Range(0, receivers).Select(r => $"\n  - {{ name: r{r}, webhook: {{ url: \"http://127.0.0.1:9/{r}\" }} }}"));
        return text.Append(Agent("evaluation: { interval: 100ms }" + (receivers > 0 ? "\nreceivers:" + list : ""))).ToString();
    }
}
