using System.Text.Json;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Detection;

/// <summary>
/// Finds out which model server answers over gRPC, by what it says of itself: the metadata of the Open Inference Protocol, else gRPC's own health check.
/// It never asks for an inference.
/// </summary>
/// <param name="exchange">Holds each call and its answer.</param>
/// <param name="send">Sends what <paramref name="exchange"/> holds, once.</param>
public sealed class CallDetector(CallExchange exchange, Func<CancellationToken, Task> send)
{
    private const string Inference = "/inference.GRPCInferenceService/";

    // Triton's and MLServer's: the same messages.
    private static readonly string[] Indexes = [Inference + "RepositoryIndex", "/inference.model_repository.ModelRepositoryService/RepositoryIndex"];

    private readonly Calls _calls = new(exchange, send);

    /// <summary>Asks.</summary>
    /// <param name="model">The model that is meant; null for the first that is listed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was found, its preset <c>http</c> where the server speaks gRPC and is not known; null where nothing speaks gRPC.</returns>
    public async Task<DetectedServer?> DetectAsync(string? model, CancellationToken cancellation)
    {
        var found = await OpenInferenceAsync(cancellation).ConfigureAwait(false) is { } known
            ? await DescribeAsync(known, model, cancellation).ConfigureAwait(false)
            : await HealthAsync(model, cancellation).ConfigureAwait(false);
        return _calls.Any ? found with { Guarded = _calls.Guarded, Asked = [.. _calls.Asked] } : null;
    }

    private async Task<DetectedServer?> OpenInferenceAsync(CancellationToken cancellation)
    {
        if (await _calls.MessageAsync(Inference + "ServerMetadata", new ServerMetadataRequest(), ServerMetadataResponse.Parser, cancellation).ConfigureAwait(false) is { Name: var name })
        {
            return _calls.IsRouted ? new() { Server = "seldon", Reason = "calls are routed by the model's name, as Seldon Core 2 does" }
                : name is "triton" or "mlserver"
                ? new() { Server = name, Reason = $"ServerMetadata says that its name is {name}" }
                : new() { Server = "kserve-v2", Reason = "ServerMetadata answers, as the Open Inference Protocol has it" };
        }

        // A server that is starting, or keeps its metadata to itself, may say that it lives.
        return await _calls.MessageAsync(Inference + "ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser, cancellation).ConfigureAwait(false) is not null
            ? new() { Server = "kserve-v2", Reason = "ServerLive answers, as the Open Inference Protocol has it" }
            : null;
    }

    private async Task<DetectedServer> HealthAsync(string? model, CancellationToken cancellation)
    {
        var whole = await CheckAsync("", cancellation).ConfigureAwait(false);
        var named = model is not null && await CheckAsync(model, cancellation).ConfigureAwait(false) is GrpcStatus.Ok;
        return (whole, named) switch
        {
            (GrpcStatus.Ok, _) => new() { Server = "grpc-health", Reason = "gRPC's health check answers", Model = named ? model : null, Models = named ? [model!] : [] },
            (_, true) => new() { Server = "grpc-health", Reason = "gRPC's health check answers for the service that was named", Model = model, Models = [model!] },
            (GrpcStatus.NotFound, _) => new() { Server = "grpc-health", Reason = "gRPC's health check answers, and knows no whole server: name the service that is checked with --model" },
            _ => new() { Server = "http", Reason = "it speaks gRPC, and has neither the Open Inference Protocol nor gRPC's health check" },
        };
    }

    private async Task<int?> CheckAsync(string service, CancellationToken cancellation) =>
        (await _calls.OfAsync("/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = service }, cancellation).ConfigureAwait(false))?.Code;

    private async Task<DetectedServer> DescribeAsync(DetectedServer found, string? model, CancellationToken cancellation)
    {
        var models = await ModelsAsync(cancellation).ConfigureAwait(false);
        found = found with { Models = models, Model = model ?? models.FirstOrDefault() };
        if (found.Model is null)
        {
            return found with { NoInference = "the server does not list its models over gRPC; name one with --model" };
        }

        var metadata = await _calls.MessageAsync(
            Inference + "ModelMetadata", new ModelMetadataRequest { Name = found.Model }, ModelMetadataResponse.Parser, cancellation).ConfigureAwait(false);
        return metadata is null ? found with { NoInference = "ModelMetadata does not say what the model takes" } : WithRequest(found, metadata);
    }

    private async Task<List<string>> ModelsAsync(CancellationToken cancellation)
    {
        foreach (var path in Indexes)
        {
            if (await _calls.MessageAsync(path, new RepositoryIndexRequest(), RepositoryIndexResponse.Parser, cancellation).ConfigureAwait(false) is { } index)
            {
                return [.. index.Models.Select(entry => entry.Name).Where(ServerDetector.IsName).Distinct()];
            }
        }

        return [];
    }

    private static DetectedServer WithRequest(DetectedServer found, ModelMetadataResponse metadata)
    {
        // Its language models answer in a stream, which a unary call has not.
        if (found.Server == "triton" && metadata.Inputs.Any(input => input.Name == "text_input"))
        {
            return found with { NoInference = "the model takes a prompt, and prompts go over HTTP: give the server's http address" };
        }

        var raw = metadata.Inputs.Any(input => input.Datatype is "FP16" or "BF16");
        using var document = JsonDocument.Parse(Json(metadata));
        return TensorRequest.From(document.RootElement, out var problem, raw) is { } request
            ? found with { Request = request, RawContents = raw }
            : found with { NoInference = problem };
    }

    /// <summary>The inputs as the REST form's metadata have them.</summary>
    private static byte[] Json(ModelMetadataResponse metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputs");
            foreach (var input in metadata.Inputs)
            {
                json.WriteStartObject();
                json.WriteString("name", input.Name);
                json.WriteString("datatype", input.Datatype);
                json.WriteStartArray("shape");
                foreach (var dimension in input.Shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
