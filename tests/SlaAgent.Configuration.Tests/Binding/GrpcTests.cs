using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class GrpcTests : IDisposable
{
    private const string Request = "request: { inputs: [ { name: x, shape: [1], datatype: FP16, data: [1] } ] }";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("typed", false)]
    [InlineData("raw", true)]
    public void A_service_is_asked_over_gRPC_where_its_address_says_so(string contents, bool raw)
    {
        var yaml = Grpc($"{{ name: p, interval: 1s, inference: {{ {Request.Replace("FP16", "FP32", StringComparison.Ordinal)}, tensorContents: {contents} }} }}");
        var service = _folder.Load(yaml).Configuration!.Services[0];
        Assert.True(service.IsGrpc);
        Assert.False(service.IsSecure);
        Assert.Equal(8081, service.Url.Port);
        Assert.Equal("127.0.0.1", service.Url.IdnHost);
        Assert.Equal(raw, ((ProbeRequest.Inference)service.Probes[0].Request).RawContents);
        Assert.True(_folder.Load(yaml.Replace("grpc:", "grpcs:", StringComparison.Ordinal)).Configuration!.Services[0].IsSecure);
    }

    [Fact]
    public void A_health_check_needs_no_model()
    {
        var yaml = Grpc("{ name: p, interval: 1s, health: {} }", "grpc-health").Replace("  model: llama\n", "", StringComparison.Ordinal);
        Assert.Null(_folder.Load(yaml).Configuration!.Services[0].Model);
    }

    [Theory]
    [InlineData("vllm", "grpc://127.0.0.1:8081", "6:8: spec.url: the preset vllm has no gRPC form; write http or https")]
    [InlineData("grpc-health", "http://127.0.0.1:8081", "6:8: spec.url: the preset grpc-health asks over gRPC only; write grpc or grpcs")]
    [InlineData("kserve-v2", "grpc://127.0.0.1", "6:8: spec.url: a gRPC address needs its port (often 8081 at KServe and MLServer, 8001 at Triton)")]
    [InlineData("kserve-v2", "grpc://127.0.0.1:8081/v1", "6:8: spec.url: a gRPC address has no path: the call names its service")]
    public void An_address_that_does_not_fit_is_an_error(string server, string url, string error) =>
        Assert.Equal(error, Assert.Single(_folder.Errors(Sample.WithProbe("{ name: p, interval: 1s, health: {} }", server).Replace("http://127.0.0.1:8000", url, StringComparison.Ordinal))));

    [Fact]
    public void A_misspelt_preset_does_not_keep_back_what_is_wrong_by_the_one_that_was_meant()
    {
        var errors = _folder.Errors(Sample.WithProbe("{ name: p, interval: 1s, health: {} }", "vlm").Replace("http://127.0.0.1:8000", "grpc://127.0.0.1:8081", StringComparison.Ordinal));

        Assert.Equal(2, errors.Count);
        Assert.EndsWith("there is no preset 'vlm'; did you mean 'vllm'?", errors[0], StringComparison.Ordinal);
        Assert.EndsWith("the preset vllm has no gRPC form; write http or https", errors[1], StringComparison.Ordinal);
        Assert.Single(_folder.Errors(Sample.WithProbe("{ name: p, interval: 1s, health: {} }", "nothing").Replace("http://127.0.0.1:8000", "grpc://127.0.0.1:8081", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("health: { path: /x }", "health.path: has no meaning over gRPC; leave it out")]
    [InlineData("health: { status: [200] }", "health.status: has no meaning over gRPC; leave it out")]
    [InlineData("inference: { request: {}, method: PUT }", "inference.method: has no meaning over gRPC; leave it out")]
    [InlineData("inference: { request: {}, expect: { status: [200] } }", "inference.expect.status: has no meaning over gRPC; leave it out")]
    [InlineData("inference: { " + Request + " }", "inference.request: FP16 has no typed contents")]
    public void What_gRPC_has_no_place_for_is_an_error(string probe, string error) =>
        Assert.EndsWith("spec.probes[0]." + error, Assert.Single(_folder.Errors(Grpc($"{{ name: p, interval: 1s, {probe} }}"))), StringComparison.Ordinal);

    [Fact]
    public void Bodies_from_a_file_are_checked_too()
    {
        _folder.Write("r.jsonl", "{}\n{\"datatype\":\"FP16\"}\n");
        Assert.EndsWith(
            "inference.requestFile: FP16 has no typed contents",
            Assert.Single(_folder.Errors(Grpc("{ name: p, interval: 1s, inference: { requestFile: r.jsonl } }"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_health_check_infers_nothing_and_tensor_contents_have_no_place_in_http()
    {
        Assert.EndsWith("inference: the preset grpc-health asks for health only", Assert.Single(_folder.Errors(Grpc("{ name: p, interval: 1s, inference: { request: {} } }", "grpc-health"))), StringComparison.Ordinal);
        Assert.EndsWith(
            "inference.tensorContents: has a meaning over gRPC only; leave it out",
            Assert.Single(_folder.Errors(Sample.WithProbe("{ name: p, interval: 1s, inference: { request: {}, tensorContents: raw } }", "kserve-v2"))),
            StringComparison.Ordinal);
    }

    private static string Grpc(string probe, string server = "kserve-v2") =>
        Sample.WithProbe(probe, server).Replace("http://127.0.0.1:8000", "grpc://127.0.0.1:8081", StringComparison.Ordinal);
}
