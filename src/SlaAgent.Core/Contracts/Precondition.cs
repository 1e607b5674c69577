namespace SlaAgent.Core.Contracts;

/// <summary>What must hold for an agreement to count, by a metric: while it is known not to, the time does not count.</summary>
/// <param name="Name">Unique within the agreement.</param>
/// <param name="Source">The metric; several series are added up.</param>
/// <param name="Url">The page that has it; null for the service's own metrics.</param>
/// <param name="AtLeast">Its smallest value; above 0.</param>
/// <param name="Interval">Time between two readings.</param>
public sealed record Precondition(string Name, MetricSource Source, Uri? Url, double AtLeast, TimeSpan Interval)
{
    private static readonly TimeSpan LeastBelieved = TimeSpan.FromMinutes(5);

    /// <summary>For how long a value is taken to be too small still, where nothing is known of it any more: five minutes, or three intervals if those are longer.</summary>
    public TimeSpan Believed => Interval * 3 > LeastBelieved ? Interval * 3 : LeastBelieved;
}
