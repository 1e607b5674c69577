namespace SlaAgent.Core.Contracts;

/// <summary>Which probes are sent to a service that is scaled to nothing. One that goes through an activator wakes it.</summary>
public enum ProbesAsleep
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of health.</summary>
    Health,

    /// <summary>All.</summary>
    All,
}
