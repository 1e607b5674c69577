using System.Security.Cryptography.X509Certificates;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.Tests.Probing;
using SlaAgent.Tests.Probing.Http2;

namespace SlaAgent.Tests.Commands.Detect;

/// <summary>Detection over gRPC, over real sockets.</summary>
public sealed class DetectCallTests : IDisposable
{
    private const string Inference = "/inference.GRPCInferenceService/";
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Unimplemented = "12";
    private const string NotFound = "5";

    private readonly DetectRun _run = new();
    private readonly Certificates _certificates = new();

    [Theory]
    [InlineData("triton", "triton")]
    [InlineData("mlserver", "mlserver")]
    [InlineData("kserve-v2", "kserve-v2", "--model", "iris")]
    [InlineData("seldon", "seldon", "--model", "iris")]
    public async Task A_server_of_the_protocol_is_known_by_its_name_and_its_model_gets_a_request_that_it_takes(string dialect, string preset, params string[] more)
    {
        await using var server = await StartAsync(new() { Dialect = DialectNames.Find(dialect)!.Value });

        Assert.True(await _run.RunAsync(["detect", server.GrpcAddress.ToString(), "--probe", .. more]) == 0, _run.Error.ToString());

        var service = _run.Loaded();
        Assert.Equal((preset, "grpc", server.GrpcAddress.Port, "iris"), (service.Server, service.Url.Scheme, service.Url.Port, service.Model));
        Assert.IsType<ProbeRequest.Health>(service.Probes[0].Request);
        Assert.Contains("measurements", Assert.Single(Assert.IsType<ProbeRequest.Inference>(service.Probes[1].Request).Bodies), StringComparison.Ordinal);
        Assert.Contains("probe infer: success", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, server.Requests.Total);
    }

    [Fact]
    public async Task A_server_that_lists_no_models_over_gRPC_gets_a_place_for_one_and_no_inference()
    {
        await using var server = await StartAsync(new() { Dialect = Dialect.KServeV2 });

        Assert.Equal(0, await _run.RunAsync("detect", server.GrpcAddress.ToString()));

        var service = _run.Loaded();
        Assert.Equal(("kserve-v2", "model"), (service.Server, service.Model));
        Assert.Single(service.Probes);
        Assert.Contains("does not list its models over gRPC; name one with --model", _run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("RepositoryIndex UNIMPLEMENTED", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Requests.Total);
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_known_all_the_same()
    {
        await using var server = await StartAsync(new() { Dialect = Dialect.Triton });
        server.Faults.Current = new() { Loading = true };

        Assert.Equal(1, await _run.RunAsync("detect", server.GrpcAddress.ToString(), "--probe"));

        Assert.Equal("triton", _run.Loaded().Server);
        Assert.Contains("probe ready: not_ready", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("scorer", "scorer")]
    public async Task A_server_with_nothing_but_a_health_check_is_grpc_health(string? asked, string? model)
    {
        await using var server = Only(Check, _ => GrpcPeer.Serving);

        Assert.Equal(0, await _run.RunAsync(["detect", server.GrpcUrl.ToString(), "--probe", .. Model(asked)]));

        var service = _run.Loaded();
        Assert.Equal(("grpc-health", model), (service.Server, service.Model));
        Assert.Single(service.Probes);
    }

    [Fact]
    public async Task A_health_check_that_knows_only_services_by_name_says_which_flag_names_one()
    {
        await using var server = Only(Check, request => request.Contains("scorer", StringComparison.Ordinal) ? GrpcPeer.Serving : null);

        Assert.Equal(0, await _run.RunAsync("detect", server.GrpcUrl.ToString()));
        Assert.Equal(("grpc-health", null), (_run.Loaded().Server, _run.Loaded().Model));
        Assert.Contains("name the service that is checked with --model", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_only_says_it_lives_has_the_protocol()
    {
        await using var server = Only(Inference + "ServerLive", _ => [0, 0, 0, 0, 2, 0x08, 0x01]);

        Assert.Equal(0, await _run.RunAsync("detect", server.GrpcUrl.ToString(), "--model", "m"));

        Assert.Equal("kserve-v2", _run.Loaded().Server);
    }

    [Fact]
    public async Task Half_precision_goes_as_bytes()
    {
        // ModelMetadata with one input: x, FP16, [1, 2].
        byte[] tensor = [0x0a, 1, (byte)'x', 0x12, 4, .. "FP16"u8, 0x1a, 2, 1, 2];
        byte[] metadata = [0x22, (byte)tensor.Length, .. tensor];
        await using var server = Answering(path =>
            path.Contains(Inference + "ServerMetadata", StringComparison.Ordinal) ? [0, 0, 0, 0, 0]
            : path.Contains(Inference + "ModelMetadata", StringComparison.Ordinal) ? [0, 0, 0, 0, (byte)metadata.Length, .. metadata]
            : null);

        Assert.Equal(0, await _run.RunAsync("detect", server.GrpcUrl.ToString(), "--model", "m"));

        Assert.True(Assert.IsType<ProbeRequest.Inference>(_run.Loaded().Probes[1].Request).RawContents);
    }

    [Fact]
    public async Task A_server_of_gRPC_that_has_neither_is_1_and_no_document_is_printed()
    {
        await using var server = Answering(_ => null);

        Assert.Equal(1, await _run.RunAsync("detect", server.GrpcUrl.ToString()));

        Assert.Equal("", _run.Output.ToString());
        Assert.Contains("neither the Open Inference Protocol nor gRPC's health check", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("asked ServerMetadata UNIMPLEMENTED, ServerLive UNIMPLEMENTED, Check UNIMPLEMENTED", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guarded_server_is_called_with_the_secret_which_shows_nowhere()
    {
        await using var server = Answering(
            request => request.Contains("Bearer geheim", StringComparison.Ordinal) && request.Contains(Check, StringComparison.Ordinal) ? GrpcPeer.Serving : null,
            request => request.Contains("Bearer geheim", StringComparison.Ordinal) ? Unimplemented : "16");
        Assert.Equal(1, await _run.RunAsync("detect", server.GrpcUrl.ToString()));
        Assert.Contains("give --token-file", _run.Error.ToString(), StringComparison.Ordinal);

        var token = Path.Combine(_run.Folder.FullName, "token");
        await File.WriteAllTextAsync(token, "geheim\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, await _run.RunAsync("detect", server.GrpcUrl.ToString(), "--token-file", token));

        Assert.Equal(("grpc-health", new Authentication.Bearer(token)), (_run.Loaded().Server, _run.Loaded().Auth));
        Assert.DoesNotContain("geheim", _run.Output.ToString() + _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_the_authority_that_is_named_is_trusted_and_written_down()
    {
        using var certificate = _certificates.Issue();
        await using var server = await StartAsync(new() { Dialect = Dialect.Triton, Certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) }, "https");
        Assert.Equal(3, await _run.RunAsync("detect", server.GrpcAddress.ToString()));
        Assert.Equal("", _run.Output.ToString());

        Assert.True(await _run.RunAsync("detect", server.GrpcAddress.ToString(), "--ca-file", _certificates.CaFile.Path, "--probe") == 0, _run.Error.ToString());

        Assert.Equal(("grpcs", _certificates.CaFile.Path), (_run.Loaded().Url.Scheme, _run.Loaded().Tls!.CaFile));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "the server speaks HTTP/1.1 here, not HTTP/2")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "the server does not speak HTTP/2 here")]
    public async Task A_port_that_speaks_no_HTTP_2_is_3_and_says_so(string answer, string said)
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.ReadSomeAsync();
            await connection.SendAsync(answer);
            await connection.WaitForCloseAsync();
        });

        Assert.Equal(3, await _run.RunAsync("detect", server.GrpcUrl.ToString()));

        Assert.Equal("", _run.Output.ToString());
        Assert.Contains("nothing answers over gRPC at", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_two_calls()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await connection.WaitForCloseAsync();
        });

        Assert.Equal(3, await _run.RunAsync("detect", server.GrpcUrl.ToString(), "--timeout", "0.1"));

        Assert.InRange(server.Requests.Count, 0, 2);
        Assert.Equal("", _run.Output.ToString());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 0xff })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[0])]
    public async Task Messages_that_are_none_are_no_answer_to_the_question(byte[] message)
    {
        await using var server = Answering(_ => message);

        Assert.True(await _run.RunAsync("detect", server.GrpcUrl.ToString()) is 0 or 1, _run.Error.ToString());
        Assert.DoesNotContain("   at ", _run.Error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _run.Dispose();
        _certificates.Dispose();
    }

    private static string[] Model(string? name) => name is null ? [] : ["--model", name];

    private static Task<DemoModelServer> StartAsync(DemoServerOptions options, string scheme = "http") =>
        DemoModelServer.StartAsync(new Uri(scheme + "://127.0.0.1:0"), options: options, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A server that has one method, and refuses what that knows nothing of as not found.</summary>
    private static FaultServer Only(string method, Func<string, byte[]?> answer) => Answering(
        request => request.Contains(method, StringComparison.Ordinal) ? answer(request) : null,
        request => request.Contains(method, StringComparison.Ordinal) ? NotFound : Unimplemented);

    /// <summary>A server that answers each call with a message, or with a status where there is none; a call is its head's and its body's bytes as text.</summary>
    private static FaultServer Answering(Func<string, byte[]?> answer, Func<string, string>? refusal = null)
    {
        FaultServer? server = null;
        server = GrpcProbe.Answering(async peer =>
        {
            var request = Encoding.Latin1.GetString(Convert.FromHexString(server!.Requests[^1]));
            await (answer(request) is { } message
                ? peer.AnswerAsync(message)
                : peer.SendFieldsAsync(GrpcPeer.EndStream, (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", refusal?.Invoke(request) ?? Unimplemented)));
        });
        return server;
    }
}
