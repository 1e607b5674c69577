using System.Text.Json;
using CsCheck;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Tests.Faults;

public sealed class FaultSetJsonTests
{
    private static readonly Gen<FaultSet> AnyFaults =
        Gen.Select(Gen.Double[0, 600], Gen.Double[0, 1], Gen.Int[400, 599], Gen.Bool.Array[17]).Select((latency, share, status, flags) => new FaultSet
        {
            ExtraLatencySeconds = latency,
            ErrorShare = share,
            ErrorStatus = status,
            Hang = flags[0],
            HealthFailing = flags[1],
            AbortConnections = flags[2],
            StreamError = flags[3],
            StreamTruncated = flags[4],
            StreamStalled = flags[5],
            EmptyCompletion = flags[6],
            WrongPrediction = flags[7],
            HangAfterHeaders = flags[8],
            HealthHang = flags[9],
            Loading = flags[10],
            ModelNotReady = flags[11],
            ModelUnknown = flags[12],
            Sleeping = flags[13],
            ErrorUnder200 = flags[14],
            BodyTruncated = flags[15],
            WrongModelName = flags[16],
            TokenDelaySeconds = latency,
            Overload = flags[8] ? status : 0,
            RetryAfterSeconds = status,
        });

    [Fact]
    public void Faults_come_back_as_they_were_written() =>
        AnyFaults.Sample(faults =>
        {
            using var document = JsonDocument.Parse(JsonAnswer.Bytes(writer => FaultSetJson.Write(writer, faults)));
            Assert.Equal(faults, FaultSetJson.Read(document.RootElement));
        });

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("""{"hangs":true}""", "hangs")]
    [InlineData("""{"hang":"yes"}""", "hang")]
    [InlineData("""{"errorShare":"1"}""", "errorShare")]
    [InlineData("""{"errorShare":1.1}""", "errorShare")]
    [InlineData("""{"errorShare":-0.1}""", "errorShare")]
    [InlineData("""{"errorStatus":200}""", "errorStatus")]
    [InlineData("""{"errorStatus":1e99}""", "errorStatus")]
    [InlineData("""{"overload":200}""", "overload")]
    [InlineData("""{"overload":429.5}""", "overload")]
    [InlineData("""{"retryAfterSeconds":-1}""", "retryAfterSeconds")]
    [InlineData("""{"tokenDelaySeconds":-1}""", "tokenDelaySeconds")]
    [InlineData("""{"extraLatencySeconds":601}""", "extraLatencySeconds")]
    [InlineData("""{"extraLatencySeconds":1e999}""", "extraLatencySeconds")]
    public void What_is_no_fault_is_refused_by_its_name(string text, string name)
    {
        using var document = JsonDocument.Parse(text);

        Assert.Contains(name, Assert.Throws<FormatException>(() => FaultSetJson.Read(document.RootElement)).Message, StringComparison.Ordinal);
    }
}
