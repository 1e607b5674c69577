using SlaAgent.Core.Samples;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.Tests.Conformance;

/// <summary>All situations, in the order of the table's columns.</summary>
internal static class Situations
{
    public const string Healthy = "healthy";
    public const string Loading = "loading";
    public const string NotReady = "model not ready";
    public const string SaysNo = "says no";
    public const string Unknown = "unknown model";
    public const string Empty = "empty answer";
    public const string CutOff = "cut off";
    public const string EndsEarly = "ends early";
    public const string Closed = "closed";
    public const string NoToken = "token missing";
    public const string NoAnswer = "no answer";
    public const string ErrorWithin = "error within";
    public const string SilentWithin = "silent within";
    public const string Under200 = "error under 200";

    private static readonly FaultSet None = FaultSet.None;

    public static IReadOnlyList<Situation> All { get; } =
    [
        Everywhere(Healthy, None, Outcome.Success),
        new(Loading, new() { Loading = true })
        {
            Health = Outcome.NotReady, Answer = Outcome.NotReady, Stream = Outcome.NotReady, GrpcHealth = Outcome.NotReady, GrpcAnswer = Outcome.NotReady,
        },
        new(NotReady, new() { ModelNotReady = true })
        {
            Health = Outcome.NotReady, Answer = Outcome.NotReady, Stream = Outcome.NotReady, GrpcHealth = Outcome.NotReady, GrpcAnswer = Outcome.NotReady,
        },
        new(SaysNo, new() { HealthFailing = true }) { Health = Outcome.NotReady, GrpcHealth = Outcome.NotReady },
        new(Unknown, None)
        {
            Door = Door.UnknownModel,
            Health = Outcome.Http4xx, Answer = Outcome.Http4xx, Stream = Outcome.Http4xx, GrpcHealth = Outcome.Http4xx, GrpcAnswer = Outcome.Http4xx,
        },
        new("error", new() { ErrorShare = 1 }) { Answer = Outcome.Http5xx, Stream = Outcome.Http5xx, GrpcAnswer = Outcome.GrpcError },
        new(Under200, new() { ErrorUnder200 = true }) { Answer = Outcome.InBandError, Stream = Outcome.InBandError },
        new(ErrorWithin, new() { StreamError = true }) { Stream = Outcome.InBandError },
        new("429", new() { Overload = 429 }) { Answer = Outcome.Http429, Stream = Outcome.Http429, GrpcAnswer = Outcome.Http429 },
        new("503 busy", new() { Overload = 503 }) { Answer = Outcome.Http5xx, Stream = Outcome.Http5xx, GrpcAnswer = Outcome.GrpcError },
        Everywhere(NoAnswer, new() { Hang = true, HealthHang = true }, Outcome.TimeoutFirstByte) with { Silence = Silence.AfterRequest },
        new("silent after the head", new() { HangAfterHeaders = true })
        {
            Silence = Silence.AfterHead, Answer = Outcome.Stalled, Stream = Outcome.Stalled, GrpcAnswer = Outcome.Stalled,
        },
        new(SilentWithin, new() { StreamStalled = true }) { Silence = Silence.AfterTokens, Stream = Outcome.Stalled },
        new(CutOff, new() { BodyTruncated = true }) { Answer = Outcome.Truncated, Stream = Outcome.Truncated, GrpcAnswer = Outcome.Truncated },
        new(EndsEarly, new() { StreamTruncated = true }) { Stream = Outcome.Truncated },
        new(Empty, new() { EmptyCompletion = true }) { Answer = Outcome.InvalidResponse, Stream = Outcome.InvalidResponse, GrpcAnswer = Outcome.Success },
        Everywhere(Closed, new() { AbortConnections = true }, Outcome.ConnectionError),
        Everywhere("TLS", None, Outcome.Success) with { Door = Door.Tls },
        Everywhere("TLS, not trusted", None, Outcome.TlsError) with { Door = Door.UntrustedTls },
        new(NoToken, None)
        {
            Door = Door.NoToken,
            // Health is open where inference is guarded.
            Health = Outcome.Success, Answer = Outcome.Http4xx, Stream = Outcome.Http4xx, GrpcHealth = Outcome.Success, GrpcAnswer = Outcome.Http4xx,
        },
        Everywhere("token", None, Outcome.Success) with { Door = Door.Token },
    ];

    private static Situation Everywhere(string name, FaultSet faults, Outcome outcome) =>
        new(name, faults) { Health = outcome, Answer = outcome, Stream = outcome, GrpcHealth = outcome, GrpcAnswer = outcome };
}
