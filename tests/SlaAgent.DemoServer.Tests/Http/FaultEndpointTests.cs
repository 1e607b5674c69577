using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Tests.Http;

public sealed class FaultEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("::ffff:10.0.0.1", 403)]
    [InlineData("fe80::1", 403)]
    [InlineData(null, 403)]
    public async Task Faults_are_switched_from_the_loopback_only(string? remote, int status)
    {
        var faults = new FaultSwitch();
        using var parts = new ServerParts(TimeProvider.System, faults, new DemoServerOptions(), metrics: null, prefixCache: false);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.Request.Method = "PUT";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"hang":true}"""));

        Assert.True(await new FaultEndpoint(parts).TryHandleAsync(context, FaultEndpoint.FaultsPath, TestContext.Current.CancellationToken));

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(status == 200, faults.Current.Hang);
    }
}
