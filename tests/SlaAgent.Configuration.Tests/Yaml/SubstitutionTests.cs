using CsCheck;

namespace SlaAgent.Configuration.Tests.Yaml;

public sealed class SubstitutionTests
{
    [Fact]
    public void A_plain_value_takes_its_type_after_substitution()
    {
        using var folder = new TestFolder { Environment = { ["AFTER"] = "7", ["MODEL"] = "7" } };
        var yaml = Sample.Service.Replace("model: llama", "model: \"${MODEL}\"\n  down: { after: \"${AFTER}\", up: 1 }\n  connection: ${CONNECTION:-fresh}\n  modelVersion: ${AFTER}", StringComparison.Ordinal);
        var service = folder.Load(yaml).Configuration!.Services[0];
        Assert.Equal(("7", "7", 7, SlaAgent.Core.Contracts.ConnectionReuse.Fresh), (service.Model, service.ModelVersion, service.Down.After, service.Connection));
    }

    [Fact]
    public void A_default_stands_in_for_what_is_unset_or_empty_and_two_dollars_are_one()
    {
        using var folder = new TestFolder { Environment = { ["EMPTY"] = "" } };
        var yaml = Sample.Service.Replace("model: llama", "model: ${EMPTY:-a}-${UNSET:-b}-$$-$${c}-$", StringComparison.Ordinal);
        Assert.Equal("a-b-$-${c}-$", folder.Load(yaml).Configuration!.Services[0].Model);
    }

    [Theory]
    [InlineData("${NO_SUCH}", "the environment variable NO_SUCH is not set; set it, or write ${NO_SUCH:-default}")]
    [InlineData("${}", "'${…}' takes the name of an environment variable, as ${NAME} or ${NAME:-default}; write $${ for the text itself")]
    [InlineData("\"${a\"", "'${' without its '}'; write $$ for a dollar")]
    public void What_cannot_be_replaced_is_an_error_with_its_place(string value, string message)
    {
        using var folder = new TestFolder();
        var errors = folder.Errors(Sample.Service.Replace("model: llama", "model: x" + "\n  host: " + value, StringComparison.Ordinal));
        Assert.Contains("8:9: spec.host: " + message, errors);
    }

    [Fact]
    public void A_value_from_the_environment_is_never_shown()
    {
        using var folder = new TestFolder { Environment = { ["X"] = "canary" } };
        var yaml = Sample.Service.Replace("interval: 5s", "interval: ${X}", StringComparison.Ordinal).Replace("server: vllm", "server: ${X}", StringComparison.Ordinal);
        var result = folder.Load(yaml);
        Assert.True(result.HasErrors);
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("canary", d.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_from_the_environment_cannot_become_structure() =>
        Gen.String[Gen.Char["a: \n{}[]\"'#&*-,!|$\\"], 0, 30].Sample(value =>
        {
            using var folder = new TestFolder { Environment = { ["X"] = value } };
            var yaml = Sample.WithProbe("{ name: p, interval: 5s, inference: { request: { q: \"${X}\", z: 1 } } }");
            var probe = folder.Load(yaml).Configuration!.Services[0].Probes[0];
            var body = Assert.Single(((SlaAgent.Core.Contracts.ProbeRequest.Inference)probe.Request).Bodies);
            using var json = System.Text.Json.JsonDocument.Parse(body);
            Assert.Equal(2, json.RootElement.GetPropertyCount());
            Assert.Equal(value, json.RootElement.GetProperty("q").GetString());
        }, iter: 300);
}
