using System.Net;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class SeldonFrontTests
{
    [Theory]
    [InlineData("iris", HttpStatusCode.OK, ":iris_1:")]
    [InlineData("rose", HttpStatusCode.NotFound, null)]
    [InlineData(null, HttpStatusCode.NotFound, null)]
    public async Task A_request_goes_where_its_header_says_and_nowhere_without_one(string? model, HttpStatusCode status, string? route)
    {
        await using var server = await RunningServer.StartAsync(Dialect.Seldon);
        server.Client.DefaultRequestHeaders.Remove("seldon-model");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/models/iris");
        if (model is not null)
        {
            request.Headers.Add("seldon-model", model);
        }

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("envoy", answer.Headers.Server.ToString());
        Assert.Equal(route, answer.Headers.TryGetValues("x-seldon-route", out var routes) ? Assert.Single(routes) : null);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(route is not null, body.Contains("\"name\":\"iris_1\"", StringComparison.Ordinal));
        Assert.Equal(route is null, body.Length == 0);
    }
}
