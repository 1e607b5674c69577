using System.Runtime.InteropServices;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.Commands.Demo;

/// <summary><c>slaagent demo --serve</c>: the demo's model server alone, to try an agent against, until a signal ends it.</summary>
internal static class DemoModel
{
    /// <summary>Serves until the process is asked to end.</summary>
    /// <param name="dialect">The server to answer like.</param>
    /// <param name="listen">http, an IP address or localhost, and a port; 0 for one that is free.</param>
    /// <param name="output">Where the address is written to.</param>
    /// <param name="error">Where it is written why there is none.</param>
    /// <param name="cancellation">Ends it too.</param>
    public static async Task<int> ServeAsync(Dialect dialect, string listen, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await using var cancelled = cancellation.Register(() => ending.TrySetResult());
        try
        {
            await using var server = await DemoModelServer.StartAsync(new Uri(listen), options: new DemoServerOptions { Dialect = dialect }, cancellationToken: cancellation);
            var address = server.Address.GetLeftPart(UriPartial.Authority);
            await output.WriteLineAsync($"Answering like {dialect.Name()} at {address} (models {DemoModelServer.ClassifierName} and {DemoModelServer.TextModelName}).");
            await output.WriteLineAsync($"The Open Inference Protocol over gRPC: {server.GrpcAddress.GetLeftPart(UriPartial.Authority)}");
            await output.WriteLineAsync($"Faults: curl -X PUT {address}/demo/faults -d '{{\"hang\": true}}'; '{{}}' ends them. Ctrl+C ends the server.");
            await output.FlushAsync(CancellationToken.None);
            await ending.Task;
            return ExitCode.Fine;
        }
        catch (Exception problem) when (problem is ArgumentException or UriFormatException)
        {
            await error.WriteLineAsync($"slaagent: cannot listen on '{listen}': give an address such as http://127.0.0.1:8000 (http, with an IP address or localhost; port 0 takes a free one).");
            return ExitCode.Wrong;
        }
        catch (IOException problem)
        {
            await error.WriteLineAsync($"slaagent: cannot listen on '{listen}': {problem.InnerException?.Message ?? problem.Message}");
            return ExitCode.CouldNot;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.TrySetResult();
        }
    }
}
