namespace SlaAgent.Configuration.Shapes;

/// <summary>A key of a mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What its value may look like.</param>
/// <param name="Doc">What it means, in one sentence.</param>
/// <param name="Default">What holds where it is not written; empty for nothing.</param>
/// <param name="Example">A value as one would write it.</param>
internal sealed record KeyShape(string Name, ValueShape Value, string Doc, string Default = "", string Example = "")
{
    /// <summary>Whether it must be written.</summary>
    public bool Required { get; init; }

    /// <summary>Whether this version reads and checks it but cannot run it.</summary>
    public bool Later { get; init; }
}
