using Polly.Retry;

namespace SlaAgent.Notifications;

/// <summary>The times and bounds of delivery.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>Time between two posts of the same alert to an Alertmanager.</summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far ahead a firing alert's end is set: four resends, so that two lost ones do not resolve it.</summary>
    public TimeSpan EndsAfter => ResendInterval * 4;

    /// <summary>How long resolved is posted again, for an Alertmanager that loses its state.</summary>
    public TimeSpan ResolvedFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Deadline of one post.</summary>
    public TimeSpan PostTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First back-off after a failure; it doubles, with full jitter.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Largest back-off.</summary>
    public TimeSpan LargestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Delay after an answer that people have to mend: credentials, a wrong path.</summary>
    public TimeSpan DeniedDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest Retry-After that is honoured.</summary>
    public TimeSpan LargestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two messages to Slack, which takes about one a second.</summary>
    public TimeSpan SlackPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between two resolutions of a receiver's names.</summary>
    public TimeSpan ResolveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most alerts in one post.</summary>
    public int LargestBatch { get; init; } = 256;

    /// <summary>Bytes of labels and annotations after which a post is closed.</summary>
    public int LargestBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Most incidents that the outbox holds for one receiver.</summary>
    public int LargestOutbox { get; init; } = 10_000;

    /// <summary>Most bytes of labels and annotations that the outbox holds for one receiver.</summary>
    public long LargestOutboxBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>One of several agents with the same agreements: resolved is never sent.</summary>
    public bool Ha { get; init; }

    /// <summary>Where people find out more; null for nowhere.</summary>
    public Uri? GeneratorUrl { get; init; }

    /// <summary>Attempts without end, until one is accepted: after growing delays with jitter, the receiver's own or, where people have to mend something, a long one.</summary>
    public RetryStrategyOptions<PostAnswer> UntilAccepted => new()
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { Verdict: not PostVerdict.Accepted }),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber, arguments.Outcome.Result!)),
    };

    private TimeSpan Delay(int attempt, PostAnswer answer)
    {
        if (answer.RetryAfter is { } asked)
        {
            return asked;
        }

        if (answer.Verdict == PostVerdict.Denied)
        {
            return DeniedDelay;
        }

        var ceiling = Math.Min(LargestDelay.Ticks, FirstDelay.Ticks * Math.Pow(2, Math.Min(attempt, 30)));
        return TimeSpan.FromTicks((long)(ceiling * Jitter()));
    }

#pragma warning disable CA5394 // Jitter spreads load; nobody gains by guessing it.
    private static double Jitter() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
