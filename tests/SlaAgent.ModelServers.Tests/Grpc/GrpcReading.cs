using Google.Protobuf;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Grpc;

/// <summary>Plays the transport of a gRPC call whose deadline is five seconds.</summary>
internal static class GrpcReading
{
    public const string Body = """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""";

    public static ProbeExchange Prepare(ProbeRequest request, string server = "kserve-v2", string? model = "m")
    {
        var service = Reading.Service(server, model) with { Url = new Uri("grpc://127.0.0.1:8081") };
        return PresetCatalog.Prepare(service, new Probe("p", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), request));
    }

    public static AnswerReader Inference(Expectation? expect = null) => Prepare(new ProbeRequest.Inference { Bodies = [Body], Expect = expect ?? new() }).NewReader();

    /// <summary>A whole answer under the status OK.</summary>
    public static Answer Read(this AnswerReader reader, IMessage message) => reader.Read(MessageFrame.Write(message));

    public static Answer Read(this AnswerReader reader, byte[] body, string? status = "0", string? message = null, TimeSpan? at = null, int http = 200, string? contentType = "application/grpc", Outcome? failure = null)
    {
        reader.OnHead(http, contentType);
        reader.OnBody(body, TimeSpan.FromMilliseconds(10));
        if (status is not null)
        {
            reader.OnField("Grpc-Status", status);
        }

        if (message is not null)
        {
            reader.OnField("grpc-message", message);
        }

        return reader.Complete(failure, failure?.Name(), at ?? TimeSpan.FromSeconds(1));
    }
}
