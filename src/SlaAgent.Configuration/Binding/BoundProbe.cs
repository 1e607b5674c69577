using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Binding;

/// <summary>A probe as written, as far as agreements must know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>health</c>, <c>inference</c>, <c>evaluation</c>, <c>load</c>, or empty where it is unclear.</param>
/// <param name="Interval">Time between starts, the longest where it is a schedule; null where it is unclear.</param>
/// <param name="StreamsPrompt">Whether it streams a prompt; null where it is unclear.</param>
/// <param name="Probe">The contract of a probe of health or inference; null where it is wrong or another kind.</param>
/// <param name="Load">The contract of load; null where it is wrong or another kind.</param>
internal sealed record BoundProbe(string Name, string Kind, TimeSpan? Interval, bool? StreamsPrompt, Probe? Probe, LoadProbe? Load)
{
    /// <summary>The contract of an evaluation; null where it is wrong or another kind.</summary>
    public EvaluationProbe? Evaluation { get; init; }

    /// <summary>What is in an evaluation's data set; null where it is wrong or another kind.</summary>
    public DataSetSummary? Data { get; init; }

    /// <summary>What objectives on it are judged from; null where it is unclear.</summary>
    public EventSource? Source => Probe is not null ? new EventSource.Probed(Probe)
        : Load is not null ? new EventSource.Loaded(Load)
        : Evaluation is not null ? new EventSource.Evaluated(Evaluation)
        : null;
}
