using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Tests.Grpc;

public sealed class GrpcRetryTests
{
    [Theory]
    [InlineData("1500", null, null, 1.5)]
    [InlineData("0", null, null, 0.0)]
    [InlineData("-1", null, null, null)]
    [InlineData("soon", null, null, null)]
    [InlineData("99999999999", null, null, 86400.0)]
    [InlineData("99999999999999999999", "7", null, 7.0)]
    [InlineData(null, "7", null, 7.0)]
    [InlineData(null, "999999", null, 86400.0)]
    [InlineData(null, "Mon, 02 Mar 2026 15:01:10 GMT", null, null)]
    [InlineData(null, null, null, null)]
    [InlineData(null, null, "%%%", null)]
    [InlineData(null, null, "AAAA", null)]
    [InlineData(null, null, "", null)]
    public void It_is_read_where_it_can_be(string? pushback, string? retryAfter, string? details, double? seconds) =>
        Assert.Equal(seconds, GrpcRetry.Read(pushback, retryAfter, details)?.TotalSeconds);

    [Theory]
    [InlineData(3, 500_000_000, 3.5)]
    [InlineData(0, 0, 0.0)]
    [InlineData(-3, 0, 0.0)]
    [InlineData(long.MaxValue, int.MaxValue, 86400.0)]
    public void The_servers_own_details_go_before_a_proxys_header(long seconds, int nanos, double expected)
    {
        var details = Details(new RetryInfo { RetryDelay = new Duration { Seconds = seconds, Nanos = nanos } });

        Assert.Equal(expected, GrpcRetry.Read(null, "60", Convert.ToBase64String(details))?.TotalSeconds);
        Assert.Equal(expected, GrpcRetry.Read(null, "60", Convert.ToBase64String(details).TrimEnd('='))?.TotalSeconds);
    }

    [Fact]
    public void Details_of_other_kinds_and_without_a_delay_say_nothing()
    {
        Assert.Null(GrpcRetry.Read(null, null, Convert.ToBase64String(Details(new RetryInfo()))));
        Assert.Null(GrpcRetry.Read(null, null, Convert.ToBase64String(Details(new RetryInfo { RetryDelay = new Duration { Seconds = 1 } }, "type.googleapis.com/google.rpc.ErrorInfo"))));
    }

    private static byte[] Details(RetryInfo info, string type = "type.googleapis.com/google.rpc.RetryInfo") =>
        new StatusDetails { Code = 8, Message = "too many", Details = { new Any { TypeUrl = "type.googleapis.com/google.rpc.DebugInfo" }, new Any { TypeUrl = type, Value = info.ToByteString() } } }.ToByteArray();
}
