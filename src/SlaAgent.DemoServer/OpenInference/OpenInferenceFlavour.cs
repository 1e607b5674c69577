using System.Collections.Immutable;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>In what the servers of the Open Inference Protocol differ.</summary>
internal sealed record OpenInferenceFlavour
{
    /// <summary>The form of errors.</summary>
    public required ErrorForm Errors { get; init; }

    /// <summary>Name, as server metadata say.</summary>
    public required string ServerName { get; init; }

    /// <summary>Version, as server metadata say.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Extensions of the protocol, as server metadata say.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>Platform, as model metadata say.</summary>
    public required string Platform { get; init; }

    /// <summary>What live says when it is not.</summary>
    public required HealthAnswer NotLive { get; init; }

    /// <summary>What live says.</summary>
    public required HealthAnswer Live { get; init; }

    /// <summary>What ready says.</summary>
    public required HealthAnswer Ready { get; init; }

    /// <summary>What ready says when it is not.</summary>
    public required HealthAnswer NotReady { get; init; }

    /// <summary>What ready knows of.</summary>
    public HealthRole ReadyKnows { get; init; } = HealthRole.Ready;

    /// <summary>What model ready says.</summary>
    public required HealthAnswer ModelReady { get; init; }

    /// <summary>What model ready says when it is not.</summary>
    public required HealthAnswer ModelNotReady { get; init; }

    /// <summary>The models; the classifier is the one with tensors.</summary>
    public ImmutableArray<string> Models { get; init; } = [IrisModel.Name];

    /// <summary>What answers and metadata add to a model's name.</summary>
    public string LoadedSuffix { get; init; } = "";

    /// <summary>Whether paths with a version are served.</summary>
    public bool HasVersions { get; init; } = true;
}
