using Google.Protobuf;
using Grpc.Core;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Tests.Grpc;

public sealed class InferenceServiceTests : CalledServer
{
    [Fact]
    public async Task The_server_and_its_model_say_what_they_are()
    {
        Assert.True((await Client.CallAsync(Inference + "ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser)).Live);
        Assert.True(await IsServerReadyAsync());
        Assert.True(await IsModelReadyAsync());
        Assert.Equal("slaagent-demo", (await Client.CallAsync(Inference + "ServerMetadata", new ServerMetadataRequest(), ServerMetadataResponse.Parser)).Name);
        var model = await Client.CallAsync(Inference + "ModelMetadata", new ModelMetadataRequest { Name = "iris", Version = "1" }, ModelMetadataResponse.Parser);
        Assert.Equal(["predict", "predict_proba"], model.Outputs.Select(o => o.Name));
        Assert.Equal([-1L, 4L], model.Inputs[0].Shape);
    }

    [Theory]
    [InlineData(Dialect.Triton, "triton", Inference + "RepositoryIndex", true)]
    [InlineData(Dialect.MlServer, "mlserver", "inference.model_repository.ModelRepositoryService/RepositoryIndex", false)]
    [InlineData(Dialect.KServeV2, "kserve", null, false)]
    public async Task Each_server_has_its_own_name_its_own_index_and_a_health_check_or_none(Dialect dialect, string name, string? index, bool checks)
    {
        await using var server = await RunningServer.StartAsync(options: new DemoServerOptions { Dialect = dialect });
        using var client = new GrpcClient(server.Server.GrpcAddress);

        Assert.Equal(name, (await client.CallAsync(Inference + "ServerMetadata", new ServerMetadataRequest(), ServerMetadataResponse.Parser)).Name);
        if (index is not null)
        {
            Assert.Equal(["iris"], (await client.CallAsync(index, new RepositoryIndexRequest(), RepositoryIndexResponse.Parser)).Models.Select(m => m.Name));
        }

        if (checks)
        {
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await client.CallAsync(Health, new HealthCheckRequest(), HealthCheckResponse.Parser)).Status);
        }
        else
        {
            Assert.Equal(StatusCode.Unimplemented, (await client.RefusalAsync(Health, new HealthCheckRequest(), HealthCheckResponse.Parser)).Item1);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_request_is_answered_in_the_contents_it_came_in(bool raw, bool rawAnswer)
    {
        var response = await InferAsync(raw);

        Assert.Equal(("iris", "1", "42"), (response.ModelName, response.ModelVersion, response.Id));
        Assert.Equal(rawAnswer ? 2 : 0, response.RawOutputContents.Count);
        Assert.Equal(0, rawAnswer ? BitConverter.ToInt64(response.RawOutputContents[0].Span) : response.Outputs[0].Contents.Int64Contents[0]);
        var probabilities = rawAnswer
            ? [.. response.RawOutputContents[1].ToByteArray().Chunk(8).Select(b => BitConverter.ToDouble(b))]
            : response.Outputs[1].Contents.Fp64Contents.ToArray();
        Assert.Equal(3, probabilities.Length);
        Assert.Equal(1, probabilities.Sum(), 1e-9);
        Assert.True(probabilities[0] > 0.9);
    }

    [Fact]
    public async Task Like_Triton_it_always_answers_raw_where_it_is_told_to()
    {
        await using var triton = await RunningServer.StartAsync(options: new DemoServerOptions { RawGrpcOutputs = true });
        using var client = new GrpcClient(triton.Server.GrpcAddress);

        var response = await client.CallAsync(Inference + "ModelInfer", Request(raw: false), ModelInferResponse.Parser);

        Assert.Equal(2, response.RawOutputContents.Count);
        Assert.All(response.Outputs, output => Assert.Null(output.Contents));
    }

    [Fact]
    public async Task What_it_does_not_know_is_a_status()
    {
        Assert.Equal(
            (StatusCode.NotFound, "Model not found; this server has 'iris' and 'breast-cancer'"),
            await Client.RefusalAsync(Inference + "ModelReady", new ModelReadyRequest { Name = "rose" }, ModelReadyResponse.Parser));
        Assert.Equal(
            (StatusCode.NotFound, "Model 'iris' has only version 1"),
            await Client.RefusalAsync(Inference + "ModelMetadata", new ModelMetadataRequest { Name = "iris", Version = "2" }, ModelMetadataResponse.Parser));
        Assert.Equal(StatusCode.NotFound, (await Client.RefusalAsync(Health, new HealthCheckRequest { Service = "rose" }, HealthCheckResponse.Parser)).Item1);
        Assert.Equal(StatusCode.Unimplemented, (await Client.RefusalAsync(Inference + "ModelConfig", new ServerLiveRequest(), ServerLiveResponse.Parser)).Item1);
        var wrong = Request(raw: false);
        wrong.Inputs[0].Shape[1] = 5;
        Assert.Equal(
            (StatusCode.InvalidArgument, "'shape' must be [n, 4] with n from 1 to 1024"),
            await Client.RefusalAsync(Inference + "ModelInfer", wrong, ModelInferResponse.Parser));
    }

    [Fact]
    public async Task A_compressed_message_is_refused_and_a_long_one_too()
    {
        var gzip = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        Assert.Equal(StatusCode.Unimplemented, (await Client.RefusalAsync(Inference + "ModelInfer", Request(false), ModelInferResponse.Parser, new CallOptions(gzip))).Item1);
        var large = Request(raw: false);
        large.Id = new string('x', 2_000_000);
        Assert.Equal(StatusCode.ResourceExhausted, (await Client.RefusalAsync(Inference + "ModelInfer", large, ModelInferResponse.Parser)).Item1);
    }

    [Fact]
    public async Task Health_follows_the_faults()
    {
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await Client.CallAsync(Health, new HealthCheckRequest(), HealthCheckResponse.Parser)).Status);
        Server.Faults = new FaultSet { HealthFailing = true };
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await Client.CallAsync(Health, new HealthCheckRequest { Service = "iris" }, HealthCheckResponse.Parser)).Status);
        Assert.False(await IsModelReadyAsync());
        Assert.False(await IsServerReadyAsync());
    }

    [Theory]
    [InlineData(500, StatusCode.Internal)]
    [InlineData(429, StatusCode.ResourceExhausted)]
    [InlineData(503, StatusCode.Unavailable)]
    public async Task Failing_inferences_have_the_status_of_their_HTTP_status(int http, StatusCode status)
    {
        Server.Faults = new FaultSet { ErrorShare = 1, ErrorStatus = http };
        Assert.Equal((status, "inference failed (a fault was asked for)"), await Client.RefusalAsync(Inference + "ModelInfer", Request(false), ModelInferResponse.Parser));
    }

    [Fact]
    public async Task The_other_faults_of_the_REST_form_are_here_too()
    {
        Server.Faults = new FaultSet { WrongPrediction = true };
        Assert.Equal(1, (await InferAsync(raw: false)).Outputs[0].Contents.Int64Contents[0]);

        Server.Faults = new FaultSet { AbortConnections = true };
        await Client.RefusalAsync(Inference + "ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser);

        Server.Faults = new FaultSet { Hang = true };
        var refused = await Client.RefusalAsync(Inference + "ModelInfer", Request(false), ModelInferResponse.Parser, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(1)));
        Assert.Equal(StatusCode.DeadlineExceeded, refused.Item1);
    }

    private static ModelInferRequest Request(bool raw)
    {
        double[] flower = [5.1, 3.5, 1.4, 0.2];
        var request = new ModelInferRequest { ModelName = "iris", Id = "42" };
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "flowers", Datatype = "FP64", Shape = { 1, 4 } };
        request.Inputs.Add(input);
        if (raw)
        {
            request.RawInputContents.Add(ByteString.CopyFrom([.. flower.SelectMany(BitConverter.GetBytes)]));
        }
        else
        {
            input.Contents = new InferTensorContents { Fp64Contents = { flower } };
        }

        return request;
    }

    private Task<ModelInferResponse> InferAsync(bool raw) => Client.CallAsync(Inference + "ModelInfer", Request(raw), ModelInferResponse.Parser);
}
