using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

/// <summary>Quirks of the servers of classic models.</summary>
public sealed class PredictiveServersTests
{
    [Theory]
    [InlineData(false, false, false, "AVAILABLE", 200)]
    [InlineData(true, false, false, "LOADING", 404)]
    [InlineData(false, true, false, "UNLOADING", 404)]
    [InlineData(false, false, true, "END", 200)]
    public async Task TensorFlow_Serving_says_200_in_every_state(bool loading, bool notReady, bool failing, string state, int predict)
    {
        await using var server = await RunningServer.StartAsync(Dialect.TensorFlowServing);
        server.Faults = new FaultSet { Loading = loading, ModelNotReady = notReady, HealthFailing = failing };

        var status = await server.GetAsync("/v1/models/iris");

        Assert.Equal(200, status.Status);
        Assert.Equal(state, status.Json.GetProperty("model_version_status")[0].GetProperty("state").GetString());
        Assert.Equal(predict, (await server.PostAsync("/v1/models/iris:predict", """{"instances":[[5.1,3.5,1.4,0.2]]}""")).Status);
    }

    [Fact]
    public async Task TensorFlow_Serving_answers_by_column_too_and_may_send_a_bare_NaN()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = Dialect.TensorFlowServing, BareNaN = true });

        var reply = await server.PostAsync("/v1/models/iris:predict", """{"inputs":[[5.1,3.5,1.4,0.2]]}""");

        Assert.Equal("""{"outputs":[[NaN, NaN, NaN]]}""", reply.Text);
    }

    [Theory]
    [InlineData(false, false, "Healthy", "READY")]
    [InlineData(true, false, "Unhealthy", "UNLOADING")]
    [InlineData(false, true, "Partial Healthy", "UNLOADING")]
    public async Task TorchServe_says_unhealthy_under_200(bool failing, bool notReady, string health, string worker)
    {
        await using var server = await RunningServer.StartAsync(Dialect.TorchServe);
        server.Faults = new FaultSet { HealthFailing = failing, ModelNotReady = notReady };

        var ping = await server.GetAsync("/ping");

        Assert.Equal((200, health), (ping.Status, ping.Json.GetProperty("status").GetString()));
        Assert.Equal(worker, (await server.GetAsync("/models/iris")).Json[0].GetProperty("workers")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("[[5.1,3.5,1.4,0.2],[6.3,3.3,6.0,2.5]]", "application/json")]
    [InlineData("""{"data":[[5.1,3.5,1.4,0.2],[6.3,3.3,6.0,2.5]]}""", "application/json")]
    [InlineData("5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n", "text/csv")]
    public async Task TorchServe_takes_bodies_of_any_kind(string body, string contentType)
    {
        await using var server = await RunningServer.StartAsync(Dialect.TorchServe);

        Assert.Equal("[0,2]", (await server.PostAsync("/predictions/iris/1.0", body, contentType)).Text);
    }

    [Fact]
    public async Task TorchServe_names_the_kind_of_an_error()
    {
        await using var server = await RunningServer.StartAsync(Dialect.TorchServe);

        var reply = await server.PostAsync("/predictions/tulip", "[]");

        Assert.Equal("""{"code":404,"type":"ModelNotFoundException","message":"Model not found: tulip"}""", reply.Text);
    }

    [Theory]
    [InlineData("""{"dataframe_split":{"columns":["a","b","c","d"],"data":[[5.1,3.5,1.4,0.2]]}}""")]
    [InlineData("""{"dataframe_records":[{"a":5.1,"b":3.5,"c":1.4,"d":0.2}]}""")]
    [InlineData("""{"instances":[[5.1,3.5,1.4,0.2]]}""")]
    [InlineData("""{"inputs":[[5.1,3.5,1.4,0.2]],"params":{}}""")]
    [InlineData("a,b,c,d\n5.1,3.5,1.4,0.2\n", "text/csv; charset=utf-8")]
    public async Task MLflow_takes_each_of_its_forms(string body, string contentType = "application/json")
    {
        await using var server = await RunningServer.StartAsync(Dialect.MlFlow);

        var reply = await server.PostAsync("/invocations", body, contentType.Split(';')[0]);

        Assert.Equal((200, """{"predictions":[0]}"""), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData("""{"instances":[[1,2,3,4]],"inputs":[[1,2,3,4]]}""", "exactly one")]
    [InlineData("""{"data":[[1,2,3,4]]}""", "input fields: ['data']")]
    [InlineData("[[1,2,3,4]]", "Received a list")]
    [InlineData("{", "no JSON")]
    public async Task MLflow_refuses_what_is_not_exactly_one_of_them(string body, string reason)
    {
        await using var server = await RunningServer.StartAsync(Dialect.MlFlow);

        var reply = await server.PostAsync("/invocations", body);

        Assert.Equal((400, "BAD_REQUEST"), (reply.Status, reply.Json.GetProperty("error_code").GetString()));
        Assert.Contains(reason, reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLflow_refuses_other_content_types_in_plain_text()
    {
        await using var server = await RunningServer.StartAsync(Dialect.MlFlow);

        var reply = await server.PostAsync("/invocations", "<x/>", "application/xml");

        Assert.Equal((415, "text/plain"), (reply.Status, reply.ContentType));
    }

    [Fact]
    public async Task SageMaker_answers_in_the_kind_that_it_was_asked()
    {
        await using var server = await RunningServer.StartAsync(Dialect.SageMaker);

        var lines = await server.PostAsync("/invocations", "5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5", "text/csv");
        var json = await server.PostAsync("/invocations", """{"instances":[{"features":[5.1,3.5,1.4,0.2]}]}""");

        Assert.Equal(("text/csv", "0\n2\n"), (lines.ContentType, lines.Text));
        Assert.Equal(0, json.Json.GetProperty("predictions")[0].GetProperty("predicted_label").GetInt32());
    }

    [Fact]
    public async Task Azure_ML_says_in_a_header_whether_the_run_failed()
    {
        await using var server = await RunningServer.StartAsync(Dialect.AzureMl);
        var good = await server.PostAsync("/score", """{"data":[[5.1,3.5,1.4,0.2]]}""");
        server.Faults = new FaultSet { ErrorUnder200 = true };
        var bad = await server.PostAsync("/score", """{"data":[[5.1,3.5,1.4,0.2]]}""");

        Assert.Equal((200, "False", "[0]"), (good.Status, good.Headers["x-ms-run-function-failed"], good.Text));
        Assert.Equal((200, "True"), (bad.Status, bad.Headers["x-ms-run-function-failed"]));
        Assert.True(bad.Json.TryGetProperty("message", out _));
    }

    [Fact]
    public async Task Ray_Serve_fails_in_plain_text_and_ClearML_in_detail()
    {
        await using var ray = await RunningServer.StartAsync(Dialect.RayServe);
        await using var clear = await RunningServer.StartAsync(Dialect.ClearMl);
        ray.Faults = new FaultSet { ErrorShare = 1 };

        var failed = await ray.PostAsync("/", "{}");
        var invalid = await clear.PostAsync("/serve/iris", "{}");

        Assert.Equal((500, "text/plain", "Internal Server Error"), (failed.Status, failed.ContentType, failed.Text));
        Assert.Equal(422, invalid.Status);
        Assert.True(invalid.Json.TryGetProperty("detail", out _));
    }

    [Fact]
    public async Task An_empty_answer_has_no_row()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vertex);
        server.Faults = new FaultSet { EmptyCompletion = true };

        Assert.Equal("""{"predictions":[]}""", (await server.PostAsync("/predict", """{"instances":[[5.1,3.5,1.4,0.2]]}""")).Text);
    }
}
