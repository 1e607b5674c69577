namespace SlaAgent.Http;

/// <summary>What is known of a service's feedback in the window.</summary>
internal sealed record ApiFeedback(
    string Service,
    double WindowSeconds,
    long Predictions,
    long Labelled,
    double? LabelledRatio,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    long LabelsWithoutPrediction,
    long Corrected,
    long Dropped);
