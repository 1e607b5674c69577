namespace SlaAgent.Core.Contracts;

/// <summary>A model asked for predictions of labelled examples, now and then, to measure how good it is. It decides nothing about whether the service is up.</summary>
public sealed record EvaluationProbe
{
    /// <summary>Unique within its service, among probes of all kinds.</summary>
    public required string Name { get; init; }

    /// <summary>When runs begin.</summary>
    public required RunSchedule Schedule { get; init; }

    /// <summary>Deadline of each request.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The labelled examples.</summary>
    public required DataSet DataSet { get; init; }

    /// <summary>
    /// What is asked. Its prompt, or its one body, is a template: <c>{{column}}</c> stands for the example's value; in a body, a text that is nothing but one
    /// <c>{{column}}</c> becomes that value as JSON.
    /// </summary>
    public required ProbeRequest.Inference Request { get; init; }

    /// <summary>JSON path of the prediction in the answer; null for the generated text.</summary>
    public string? Prediction { get; init; }

    /// <summary>From there to the prediction; empty for none. Labels are not changed by it.</summary>
    public EquatableArray<AnswerNormalisation> Normalise { get; init; }

    /// <summary>JSON path of the score (a probability that the example is positive); null for none.</summary>
    public string? Score { get; init; }

    /// <summary>Column with the truth.</summary>
    public required string Label { get; init; }

    /// <summary>Column that names an example in reports; null for its line number.</summary>
    public string? Id { get; init; }

    /// <summary>Kind of task.</summary>
    public required EvaluationTask Task { get; init; }

    /// <summary>The label that counts as positive, as text; null where there is none such.</summary>
    public string? Positive { get; init; }

    /// <summary>For <c>regex_match</c>: the pattern an answer must match; null for the label itself being the pattern.</summary>
    public string? Pattern { get; init; }

    /// <summary>For <c>numeric_match</c>: largest difference from the label that still matches; 0 for none.</summary>
    public double Tolerance { get; init; }

    /// <summary>Requests at a time.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Fastest rate of requests; null for as fast as the server answers.</summary>
    public Rate? MaxRate { get; init; }

    /// <summary>More failed requests than this share make the run void; 0 to 1.</summary>
    public decimal MaxErrors { get; init; } = 0.05m;

    /// <summary>Examples drawn, stratified by label; null for all of them.</summary>
    public int? Sample { get; init; }

    /// <summary>Seed of the draw and of resampling: the same seed, data and answers give the same result.</summary>
    public int Seed { get; init; } = 1;
}
