using System.Globalization;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Detection;

/// <summary>
/// Finds out which model server answers, by what it says of itself. It asks few questions, each once, and never for an inference: what costs a server
/// something is left to the probes.
/// </summary>
/// <param name="ask">Asks it.</param>
/// <param name="beside">Asks other ports of its machine; null where none are asked.</param>
/// <param name="platform">What the environment says of a platform; null for nothing.</param>
public sealed class ServerDetector(AskServer ask, AskBeside? beside = null, PlatformRoutes? platform = null)
{
    // Where a server that is not known may answer, the likeliest first.
    private static readonly string[] HealthPaths = ["/health", "/healthz", "/readyz", "/ready", "/health/ready", "/ping", "/"];

    private static readonly string[] OpenInference = ["kserve-v2", "mlserver", "seldon", "triton"];

    private readonly Replies _replies = new(ask, beside);

    /// <summary>Asks.</summary>
    /// <param name="model">The model that is meant; null for the first that is listed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was found; null where nothing answers.</returns>
    public async Task<DetectedServer?> DetectAsync(string? model, CancellationToken cancellation)
    {
        foreach (var signature in Tried())
        {
            if (await _replies.FitAsync(signature, cancellation).ConfigureAwait(false))
            {
                return await DescribeAsync(signature, model, cancellation).ConfigureAwait(false);
            }
        }

        return _replies.Any ? await UnknownAsync(model, cancellation).ConfigureAwait(false) : null;
    }

    // A server that says what it is is that, on a platform too; what only a ping speaks for is less than what the environment says.
    private IEnumerable<Signature> Tried() => platform is not { Signature: var named } ? Signatures.All
        : platform.IsAddressed ? Signatures.All.Prepend(named)
        : [.. Signatures.All.Where(signature => signature.Server != "sagemaker"), named, .. Signatures.All.Where(signature => signature.Server == "sagemaker")];

    private async Task<DetectedServer> DescribeAsync(Signature signature, string? model, CancellationToken cancellation)
    {
        var models = await ModelsAsync(signature.Server, cancellation).ConfigureAwait(false);
        var taken = model ?? models.FirstOrDefault();
        var found = new DetectedServer { Server = signature.Server, Reason = signature.Reason, Models = models, Model = taken };
        return await WithInferenceAsync(found, cancellation).ConfigureAwait(false) with { Guarded = _replies.Guarded, Asked = [.. _replies.Asked] };
    }

    private async Task<DetectedServer> UnknownAsync(string? model, CancellationToken cancellation)
    {
        (string Path, int Status)? health = null;
        foreach (var path in HealthPaths)
        {
            if (await _replies.OfAsync("GET", path, cancellation).ConfigureAwait(false) is { Status: var status })
            {
                if (status is >= 200 and < 300)
                {
                    health = (path, status);
                    break;
                }

                health = path == "/" ? health ?? (path, status) : health;
            }
        }

        return new()
        {
            Server = "http",
            Reason = "it answers, but not like any server that is known",
            Model = model,
            NoInference = "only you know what it takes",
            Health = health,
            Guarded = _replies.Guarded,
            Asked = [.. _replies.Asked],
        };
    }

    private async Task<List<string>> ModelsAsync(string server, CancellationToken cancellation)
    {
        var listings = Listing.All.Where(listing => listing.Server == server);
        if (PresetCatalog.ListingOf(server) is { } own)
        {
            listings = listings.Prepend(new(server, "GET", own.Path, own.Field));
        }

        foreach (var listing in listings)
        {
            var asking = listing.Port is { } port ? _replies.BesideAsync(port, listing.Path, cancellation) : _replies.OfAsync(listing.Method, listing.Path, cancellation);
            if (await asking.ConfigureAwait(false) is { Status: 200 } reply
                && reply.Texts(listing.Field).Where(IsName).Distinct().ToList() is { Count: > 0 } names)
            {
                return names;
            }
        }

        return await GuessedAsync(server, cancellation).ConfigureAwait(false);
    }

    private async Task<List<string>> GuessedAsync(string server, CancellationToken cancellation)
    {
        if (Guess.All.FirstOrDefault(guess => guess.Server == server) is not { } guess)
        {
            return [];
        }

        var counted = guess.MetricsPath is { } metrics && await _replies.OfAsync("GET", metrics, cancellation).ConfigureAwait(false) is { Status: 200 } page
            ? CountedModels.Of(page.Body, guess.Counter)
            : [];
        var there = new List<string>();
        foreach (var name in counted.Concat(guess.Names).Distinct())
        {
            var path = string.Format(CultureInfo.InvariantCulture, guess.Path, Uri.EscapeDataString(name));
            if (await _replies.OfAsync("GET", path, cancellation).ConfigureAwait(false) is { Status: 200 } reply && reply.Has(guess.Field))
            {
                there.Add(name);
            }
        }

        return there;
    }

    private async Task<DetectedServer> WithInferenceAsync(DetectedServer found, CancellationToken cancellation)
    {
        var capabilities = PresetCatalog.Capabilities[found.Server];
        if (OpenInference.Contains(found.Server))
        {
            return found.Model is null
                ? found with { NoInference = "the server does not list its models; name one with --model" }
                : await WithTensorsAsync(found, cancellation).ConfigureAwait(false);
        }

        if (!capabilities.HasPromptPath)
        {
            return found with { NoInference = "only you know what the model takes" };
        }

        // Ray Serve and ClearML serve language models beside others.
        var serves = found.Model is not null || !capabilities.NeedsModel;
        return serves && (found.Models.Count > 0 || found.Server == "llama.cpp")
            ? found with { TakesPrompt = true }
            : found with { NoInference = found.Server is "ray-serve" or "clearml" ? "only you know what the model takes" : "the server does not list its models; name one with --model" };
    }

    private async Task<DetectedServer> WithTensorsAsync(DetectedServer found, CancellationToken cancellation)
    {
        var path = "/v2/models/" + Uri.EscapeDataString(found.Model!);
        var reply = await _replies.OfAsync("GET", path, cancellation).ConfigureAwait(false);
        if (reply is not { Status: 200, Json: { } metadata })
        {
            return found with { NoInference = $"{path} does not say what the model takes" };
        }

        // Triton's language models take a prompt through generate.
        if (found.Server == "triton" && reply.Texts("$.inputs[*].name").Contains("text_input", StringComparer.Ordinal))
        {
            return found with { TakesPrompt = true };
        }

        return TensorRequest.From(metadata, out var problem) is { } request ? found with { Request = request } : found with { NoInference = problem };
    }

    /// <summary>Whether a text can be a model's name that is written down.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 256 && !name.Any(char.IsControl);
}
