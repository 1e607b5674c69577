namespace SlaAgent.Core.Contracts;

/// <summary>Open-loop load on a service, now and then, to measure what it can sustain. It decides nothing about whether the service is up.</summary>
public sealed record LoadProbe
{
    /// <summary>Unique within its service, among probes of all kinds.</summary>
    public required string Name { get; init; }

    /// <summary>When runs begin.</summary>
    public required RunSchedule Schedule { get; init; }

    /// <summary>When the requests of a run arrive.</summary>
    public required LoadArrivals Arrivals { get; init; }

    /// <summary>How long requests arrive; a trace that is shorter ends the run earlier.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Deadline of each request, from its intended arrival.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Most requests at a time; what arrives beyond is not sent, and not good.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>What is asked, and what counts as a good answer.</summary>
    public required ProbeRequest.Inference Request { get; init; }
}
