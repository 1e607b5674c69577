using System.Diagnostics.CodeAnalysis;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Evaluations;

/// <summary>
/// Gives the examples of a run one by one, as the file is read: never more than one is held. An example's number is its place among those that are asked
/// about, the same in every run on the same data and sample. Not for several threads at once.
/// </summary>
internal sealed class ExampleSource : IDisposable
{
    private const int BetweenLooks = 1024;

    private readonly EvaluationPlan _plan;
    private readonly DataSetFacts _facts;
    private readonly DataSetReader _reader;
    private readonly StratifiedSample? _sample;
    private int _next;
    private int _read;

    /// <param name="plan">The evaluation.</param>
    /// <param name="facts">Its data set as it was found at the start.</param>
    public ExampleSource(EvaluationPlan plan, DataSetFacts facts)
    {
        (_plan, _facts) = (plan, facts);
        _sample = plan.Probe.Sample is { } size ? new StratifiedSample(facts.Labels, size, plan.Probe.Seed) : null;
        _reader = DataSetReader.Open(plan.Probe.DataSet, [.. plan.Template.Columns], plan.Probe.Label, null);
    }

    /// <summary>Why the examples cannot be told any more, or not to the end; null where they can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The next example; false at the end, and where there is a <see cref="Problem"/>.</summary>
    public bool TryNext(out int index, [NotNullWhen(true)] out Example? example, CancellationToken stopping)
    {
        (index, example) = (_next, null);
        while (Problem is null && _reader.Read())
        {
            if (_reader.Problem is not null)
            {
                break;
            }

            if (++_read > _facts.Labels.Total || (_read % BetweenLooks == 0 && _facts.HasChanged(_plan.Probe, stopping)))
            {
                break;
            }

            if (Takes(_reader.Current!.Label))
            {
                _next++;
                example = _reader.Current!;
                return true;
            }
        }

        // What cannot be read now was read at the start.
        Problem ??= _reader.Hash == _facts.Hash ? null : "the data set changed during the run";
        return false;
    }

    /// <inheritdoc />
    public void Dispose() => _reader.Dispose();

    private bool Takes(string label)
    {
        try
        {
            return _sample is null || _sample.Takes(label);
        }
        catch (InvalidOperationException)
        {
            // Labels that were not there when they were counted: the hash at the end will say so too.
            return false;
        }
    }
}
