using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>The Open Inference Protocol over REST, with one model.</summary>
internal sealed class InferenceEndpoints(ServerParts parts)
{
    private const string ModelPrefix = "/v2/models/";
    private readonly IrisModel _model = new();
    private readonly InferenceGate _gate = new(parts);

    /// <summary>Answers where the path is one of the protocol's.</summary>
    public async Task<bool> TryHandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        var isGet = context.Request.Method == "GET";
        var answer = path switch
        {
            "/v2" when isGet => JsonAnswer.SendAsync(context, 200, InferenceAnswers.Server, cancellationToken),
            "/v2/health/live" when isGet => HealthAsync(context, "live", null, cancellationToken),
            "/v2/health/ready" when isGet => HealthAsync(context, "ready", null, cancellationToken),
            _ when path.StartsWith(ModelPrefix, StringComparison.Ordinal) => ModelAsync(context, path[ModelPrefix.Length..], isGet, cancellationToken),
            _ => null,
        };
        if (answer is null)
        {
            return false;
        }

        await answer.ConfigureAwait(false);
        return true;
    }

    private Task HealthAsync(HttpContext context, string key, string? model, CancellationToken cancellationToken)
    {
        var good = !parts.Faults.Current.HealthFailing;
        return JsonAnswer.SendAsync(context, good ? 200 : 503, writer => InferenceAnswers.Flag(writer, key, good, model), cancellationToken);
    }

    private Task ModelAsync(HttpContext context, string path, bool isGet, CancellationToken cancellationToken)
    {
        var segments = path.Split('/');
        if (segments[0] != IrisModel.Name)
        {
            return JsonAnswer.SendErrorAsync(context, 404, "Model not found; this server has 'iris'", cancellationToken);
        }

        var rest = segments[1..];
        if (rest is ["versions", _, ..])
        {
            if (rest[1] != IrisModel.Version)
            {
                return JsonAnswer.SendErrorAsync(context, 404, "Model 'iris' has only version 1", cancellationToken);
            }

            rest = rest[2..];
        }

        return rest switch
        {
            [] when isGet => JsonAnswer.SendAsync(context, 200, writer => InferenceAnswers.Model(writer, _model), cancellationToken),
            ["ready"] when isGet => HealthAsync(context, "ready", IrisModel.Name, cancellationToken),
            ["infer"] when context.Request.Method == "POST" => InferAsync(context, cancellationToken),
            [] or ["ready"] or ["infer"] => JsonAnswer.SendErrorAsync(context, 405, "method not allowed", cancellationToken),
            _ => JsonAnswer.SendErrorAsync(context, 404, "Not found", cancellationToken),
        };
    }

    private async Task InferAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var faults = parts.Faults.Current;
        var verdict = await _gate.PassAsync(context, faults, cancellationToken).ConfigureAwait(false);
        if (verdict.Gone)
        {
            return;
        }

        if (verdict.ErrorStatus is { } status)
        {
            await JsonAnswer.SendErrorAsync(context, status, "inference failed (a fault was asked for)", cancellationToken).ConfigureAwait(false);
            return;
        }

        InferenceRequest request;
        try
        {
            using var body = await JsonBody.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            request = InferenceRequest.Read(body.RootElement, _model.Features);
        }
        catch (FormatException error)
        {
            await JsonAnswer.SendErrorAsync(context, 400, error.Message, cancellationToken).ConfigureAwait(false);
            return;
        }

        var probabilities = request.Rows.Select(row => _model.Probabilities(row, faults.WrongPrediction)).ToArray();
        await JsonAnswer.SendAsync(
            context, 200, writer => InferenceAnswers.Inference(writer, request, probabilities), cancellationToken).ConfigureAwait(false);
    }
}
