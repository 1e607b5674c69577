namespace SlaAgent.Core.Contracts;

/// <summary>How often something happens. Kept by the hour, in which <c>20/s</c>, <c>100/m</c> and <c>5/h</c> are all exact.</summary>
/// <param name="PerHour">Times an hour; above 0.</param>
public readonly record struct Rate(decimal PerHour)
{
    /// <summary>Times a second, rounded as a double is.</summary>
    public double PerSecond => (double)PerHour / 3600;

    /// <summary>So many times a second.</summary>
    public static Rate OfSeconds(decimal perSecond) => new(perSecond * 3600);
}
