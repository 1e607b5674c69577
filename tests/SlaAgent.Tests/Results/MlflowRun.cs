namespace SlaAgent.Tests.Results;

/// <summary>A run as MLflow keeps it; a metric logged again is the same point, as in its SQL store.</summary>
internal sealed class MlflowRun(string id, string experiment, string name, long start)
{
    public string Id => id;

    public string Experiment => experiment;

    public string Name => name;

    public long Start => start;

    public string Status { get; set; } = "RUNNING";

    public long End { get; set; }

    public HashSet<(string Key, double Value, long Timestamp, long Step)> Metrics { get; } = [];

    public Dictionary<string, string> Params { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public double? Metric(string key) => Metrics.Where(metric => metric.Key == key).Select(metric => (double?)metric.Value).FirstOrDefault();
}
