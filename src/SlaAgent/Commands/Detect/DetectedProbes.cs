using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Commands.Detect;

/// <summary>Runs the probes of the document that was printed, read as any other.</summary>
internal static class DetectedProbes
{
    /// <summary>Runs each once, and says how it ended; true where all succeeded.</summary>
    public static async Task<bool> RunAsync(string document, AgentClock clock, TextWriter error, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("slaagent-detect-");
        try
        {
            var file = Path.Combine(folder.FullName, "detected.yaml");
            await File.WriteAllTextAsync(file, document, cancellation);
            var loaded = ConfigurationSource.Load([file]);
            if (loaded.Configuration is not { } configuration)
            {
                await error.WriteLineAsync(string.Join('\n', ConfigurationSource.Obstacles(loaded)));
                return false;
            }

            var allWell = true;
            foreach (var service in configuration.Services)
            {
                foreach (var probe in service.Probes)
                {
                    using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), clock.Time);
                    var result = (await transport.SendAsync(clock.Now, TimeSpan.Zero, default, cancellation)).Result;
                    allWell &= result.Outcome == Outcome.Success;
                    await error.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture, $"slaagent: probe {probe.Name}: {result.Outcome.Name()} in {result.Duration.TotalMilliseconds:0.0} ms{(result.Detail is null ? "" : ": " + result.Detail)}"));
                }
            }

            return allWell;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
