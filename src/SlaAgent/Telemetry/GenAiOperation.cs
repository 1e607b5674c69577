using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Telemetry;

/// <summary>A generative probe in the words of the OpenTelemetry conventions for generative AI.</summary>
/// <param name="Service">Name of the service.</param>
/// <param name="Probe">Name of the probe.</param>
/// <param name="Name"><c>chat</c> or <c>text_completion</c>.</param>
/// <param name="Provider">The kind of server.</param>
/// <param name="Model">The model asked for; null where none is named.</param>
/// <param name="Address">The server's host.</param>
/// <param name="Port">The server's port.</param>
/// <param name="Streams">Whether the answer is a stream.</param>
internal sealed record GenAiOperation(string Service, string Probe, string Name, string Provider, string? Model, string Address, int Port, bool Streams)
{
    /// <summary>What <paramref name="probe"/> does; null where it generates nothing.</summary>
    public static GenAiOperation? Of(ModelService service, Probe probe) =>
        PresetCatalog.GenerativeOperation(service, probe) is { } name
            ? new(
                service.Name,
                probe.Name,
                name,
                service.Server,
                service.Model,
                service.Url.Host,
                service.Url.Port,
                probe.Request is ProbeRequest.Inference { Stream: true })
            : null;

    /// <summary>The attributes of a result, with <c>error.type</c> where it failed. Service and probe tell apart probes that ask the same of the same server.</summary>
    public KeyValuePair<string, object?>[] Attributes(string? error)
    {
        List<KeyValuePair<string, object?>> attributes =
        [
            new("gen_ai.operation.name", Name),
            new("gen_ai.provider.name", Provider),
            new("server.address", Address),
            new("server.port", Port),
            new("sla.service", Service),
            new("sla.probe", Probe),
        ];
        if (Model is not null)
        {
            attributes.Add(new("gen_ai.request.model", Model));
        }

        if (error is not null)
        {
            attributes.Add(new("error.type", error));
        }

        return [.. attributes];
    }
}
