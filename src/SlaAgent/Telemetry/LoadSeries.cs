using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>What is shown of one load probe. Written by the evaluation loop, read by whoever collects.</summary>
internal sealed class LoadSeries
{
    /// <summary>Ways in which an arrival ends.</summary>
    public const int Outcomes = 5;

    private readonly Lock _gate = new();
    private long _counted;
    private long _void;
    private long _generatorLimited;
    private long _good;
    private long _slow;
    private long _failed;
    private long _notSent;
    private long _notMeasured;

    /// <summary>The last run that counted; null before the first.</summary>
    public LoadResult? Last { get; private set; }

    /// <summary>A run has ended.</summary>
    public void Add(LoadResult result)
    {
        lock (_gate)
        {
            if (result.Void is not null)
            {
                _void++;
                return;
            }

            _good += result.Good;
            _slow += result.Succeeded - result.Good;
            _failed += result.Failed;
            _notSent += result.NotSent;
            _notMeasured += result.NotMeasured;

            _generatorLimited += result.IsGeneratorLimited ? 1 : 0;
            _counted += result.IsGeneratorLimited ? 0 : 1;
            Last = result;
        }
    }

    /// <summary>How many runs ended so.</summary>
    public long RunsOf(string result)
    {
        lock (_gate)
        {
            return result switch { "counted" => _counted, "void" => _void, _ => _generatorLimited };
        }
    }

    /// <summary>How arrivals ended.</summary>
    public (string Name, long Count)[] Requests()
    {
        lock (_gate)
        {
            return [("good", _good), ("slow", _slow), ("failed", _failed), ("not_sent", _notSent), ("not_measured", _notMeasured)];
        }
    }
}
