namespace SlaAgent.DemoServer.Faults;

/// <summary>What the demo server does wrong at the moment, aspect by aspect. The default is nothing.</summary>
public sealed record FaultSet
{
    /// <summary>Nothing is wrong.</summary>
    public static FaultSet None { get; } = new();

    /// <summary>Seconds that every inference waits before it is answered, 0 to 600.</summary>
    public double ExtraLatencySeconds { get; init; }

    /// <summary>Share of inferences answered with <see cref="ErrorStatus"/>, 0 to 1, spread evenly rather than at random.</summary>
    public double ErrorShare { get; init; }

    /// <summary>Status of failing inferences, 400 to 599.</summary>
    public int ErrorStatus { get; init; } = 500;

    /// <summary>Inferences are accepted and never answered, while health stays good.</summary>
    public bool Hang { get; init; }

    /// <summary>Live, ready, model ready and /health answer 503.</summary>
    public bool HealthFailing { get; init; }

    /// <summary>Every connection is closed without an answer.</summary>
    public bool AbortConnections { get; init; }

    /// <summary>A stream carries an error event after its first tokens, under status 200.</summary>
    public bool StreamError { get; init; }

    /// <summary>A stream ends after its first tokens, without a reason and without [DONE].</summary>
    public bool StreamTruncated { get; init; }

    /// <summary>A stream goes silent after its first tokens and stays open.</summary>
    public bool StreamStalled { get; init; }

    /// <summary>Completions hold no token.</summary>
    public bool EmptyCompletion { get; init; }

    /// <summary>The classifier answers with a neighbouring class.</summary>
    public bool WrongPrediction { get; init; }

    /// <summary>What is out of range, in words; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { ExtraLatencySeconds: not (>= 0 and <= 600) } => "extraLatencySeconds must be 0 to 600",
        { ErrorShare: not (>= 0 and <= 1) } => "errorShare must be 0 to 1",
        { ErrorStatus: not (>= 400 and <= 599) } => "errorStatus must be 400 to 599",
        _ => null,
    };
}
