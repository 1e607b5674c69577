namespace SlaAgent.DemoServer.Faults;

/// <summary>What the demo server does wrong at the moment, aspect by aspect; each dialect shows it in its own way. The default is nothing.</summary>
public sealed record FaultSet
{
    /// <summary>Nothing is wrong.</summary>
    public static FaultSet None { get; } = new();

    /// <summary>Seconds that every inference waits before it is answered, 0 to 600.</summary>
    public double ExtraLatencySeconds { get; init; }

    /// <summary>Seconds that every token but the first takes longer, 0 to 600.</summary>
    public double TokenDelaySeconds { get; init; }

    /// <summary>Share of inferences answered with <see cref="ErrorStatus"/>, 0 to 1, spread evenly rather than at random.</summary>
    public double ErrorShare { get; init; }

    /// <summary>Status of failing inferences, 400 to 599.</summary>
    public int ErrorStatus { get; init; } = 500;

    /// <summary>Status with which inferences are turned away as too many (429 or 503, say), with Retry-After; 0 for not.</summary>
    public int Overload { get; init; }

    /// <summary>What Retry-After says, 0 to 3600 seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Inferences are accepted and never answered, while health stays good.</summary>
    public bool Hang { get; init; }

    /// <summary>The head of an inference's answer is sent, and never its body.</summary>
    public bool HangAfterHeaders { get; init; }

    /// <summary>Health is accepted and never answered.</summary>
    public bool HealthHang { get; init; }

    /// <summary>Health says no: live, ready and model ready.</summary>
    public bool HealthFailing { get; init; }

    /// <summary>The server is starting: live, not ready, and no inference is answered.</summary>
    public bool Loading { get; init; }

    /// <summary>The model is known and not ready.</summary>
    public bool ModelNotReady { get; init; }

    /// <summary>The model is not known.</summary>
    public bool ModelUnknown { get; init; }

    /// <summary>The server reports that it sleeps (where the dialect can say so); it answers all the same.</summary>
    public bool Sleeping { get; init; }

    /// <summary>Every connection is closed without an answer.</summary>
    public bool AbortConnections { get; init; }

    /// <summary>An error comes under status 200: as the whole answer, or as the only event of a stream.</summary>
    public bool ErrorUnder200 { get; init; }

    /// <summary>The connection is closed in the middle of an inference's answer.</summary>
    public bool BodyTruncated { get; init; }

    /// <summary>A stream carries an error event after its first tokens, under status 200.</summary>
    public bool StreamError { get; init; }

    /// <summary>A stream ends after its first tokens, without a reason and without [DONE].</summary>
    public bool StreamTruncated { get; init; }

    /// <summary>A stream goes silent after its first tokens and stays open.</summary>
    public bool StreamStalled { get; init; }

    /// <summary>Completions hold no token, and predictions no row.</summary>
    public bool EmptyCompletion { get; init; }

    /// <summary>The classifier answers with a neighbouring class.</summary>
    public bool WrongPrediction { get; init; }

    /// <summary>The classifiers answer as if they had been trained on rows that lost most labels of the first class: fast, well-formed, and often wrong.</summary>
    public bool DegradedModel { get; init; }

    /// <summary>The version that predictions say they come from, 1 to 1,000,000; 0 for the true one.</summary>
    public int ModelVersion { get; init; }

    /// <summary>Answers name another model than the one that was asked.</summary>
    public bool WrongModelName { get; init; }

    /// <summary>What is out of range, in words; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { ExtraLatencySeconds: not (>= 0 and <= 600) } => "extraLatencySeconds must be 0 to 600",
        { TokenDelaySeconds: not (>= 0 and <= 600) } => "tokenDelaySeconds must be 0 to 600",
        { ErrorShare: not (>= 0 and <= 1) } => "errorShare must be 0 to 1",
        { ErrorStatus: not (>= 400 and <= 599) } => "errorStatus must be 400 to 599",
        { Overload: not (0 or (>= 400 and <= 599)) } => "overload must be 0 or 400 to 599",
        { RetryAfterSeconds: not (>= 0 and <= 3600) } => "retryAfterSeconds must be 0 to 3600",
        { ModelVersion: not (>= 0 and <= 1_000_000) } => "modelVersion must be 0 to 1000000",
        _ => null,
    };
}
