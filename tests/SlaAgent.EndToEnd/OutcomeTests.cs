using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Each fault of a model server has its outcome, and a server without one succeeds.</summary>
public sealed class OutcomeTests(FaultyServerAgent world) : IClassFixture<FaultyServerAgent>
{
    public static TheoryData<string, string, string> Faults => new()
    {
        { "error in the stream", "stream", "in_band_error" },
        { "truncated", "stream", "truncated" },
        { "stalled", "stream", "stalled" },
        { "empty", "stream", "invalid_response" },
        { "empty", "whole", "invalid_response" },
        { "wrong", "predict", "invalid_response" },
        { "500", "predict", "http_5xx" },
        { "503", "whole", "http_5xx" },
        { "429", "predict", "http_429" },
        { "404", "stream", "http_4xx" },
        { "aborted", "predict", "connection_error" },
        { "hang", "predict", "timeout_first_byte" },
        { "unwell", "ready", "not_ready" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_its_outcome_and_goes_with_it(string fault, string probe, string outcome)
    {
        world.Server.Faults.Current = fault switch
        {
            "error in the stream" => new FaultSet { StreamError = true },
            "truncated" => new FaultSet { StreamTruncated = true },
            "stalled" => new FaultSet { StreamStalled = true },
            "empty" => new FaultSet { EmptyCompletion = true },
            "wrong" => new FaultSet { WrongPrediction = true },
            "aborted" => new FaultSet { AbortConnections = true },
            "hang" => new FaultSet { Hang = true },
            "unwell" => new FaultSet { HealthFailing = true },
            var status => new FaultSet { ErrorShare = 1, ErrorStatus = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture) },
        };
        await world.Agent.UntilMoreAsync(probe, outcome, 2);

        world.Server.Faults.Current = FaultSet.None;
        await world.Agent.UntilMoreAsync(probe, "success", 2);
    }
}
