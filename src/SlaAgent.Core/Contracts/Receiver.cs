namespace SlaAgent.Core.Contracts;

/// <summary>Where alerts are sent.</summary>
/// <param name="Name">Unique among receivers.</param>
public abstract record Receiver(string Name)
{
    /// <summary>How the agent proves who it is to the receiver; null for not at all.</summary>
    public Authentication? Auth { get; init; }

    /// <summary>TLS settings; null for the system's.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>A cluster of Alertmanagers: every address gets every alert.</summary>
    /// <param name="Name">Unique among receivers.</param>
    /// <param name="Urls">Base addresses; a DNS name with several addresses means all of them.</param>
    public sealed record Alertmanager(string Name, EquatableArray<Uri> Urls) : Receiver(Name)
    {
        /// <summary>The default of <see cref="ReplayDelay"/>: more than Alertmanager's default <c>group_wait</c> of 30 s.</summary>
        public static readonly TimeSpan DefaultReplayDelay = TimeSpan.FromSeconds(45);

        /// <summary>
        /// Shortest time between its first acceptance of firing and the post of resolved. It must exceed the route's <c>group_wait</c>: an alert that is
        /// resolved before its group was flushed is never notified.
        /// </summary>
        public TimeSpan ReplayDelay { get; init; } = DefaultReplayDelay;
    }

    /// <summary>A webhook in Alertmanager's format, version 4.</summary>
    /// <param name="Name">Unique among receivers.</param>
    /// <param name="Url">Address; null where it is secret and in <paramref name="UrlFile"/>.</param>
    /// <param name="UrlFile">Absolute path of a file with the address; null where it is in <paramref name="Url"/>.</param>
    public sealed record Webhook(string Name, Uri? Url, string? UrlFile) : Receiver(Name);

    /// <summary>Whatever takes CloudEvents, version 1.0, over HTTP in structured mode.</summary>
    /// <param name="Name">Unique among receivers.</param>
    /// <param name="Url">Address; null where it is secret and in <paramref name="UrlFile"/>.</param>
    /// <param name="UrlFile">Absolute path of a file with the address; null where it is in <paramref name="Url"/>.</param>
    public sealed record CloudEvents(string Name, Uri? Url, string? UrlFile) : Receiver(Name);

    /// <summary>A service of PagerDuty, through its Events API, version 2.</summary>
    /// <param name="Name">Unique among receivers.</param>
    /// <param name="RoutingKeyFile">Absolute path of a file with the integration's routing key.</param>
    /// <param name="Url">Address of the API; null for PagerDuty's own.</param>
    public sealed record PagerDuty(string Name, string RoutingKeyFile, Uri? Url) : Receiver(Name);

    /// <summary>A channel of Slack, through an incoming webhook.</summary>
    /// <param name="Name">Unique among receivers.</param>
    /// <param name="WebhookUrlFile">Absolute path of a file with the webhook's address.</param>
    public sealed record Slack(string Name, string WebhookUrlFile) : Receiver(Name);
}
