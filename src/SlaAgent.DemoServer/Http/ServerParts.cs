using System.Collections.Immutable;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Http;

/// <summary>What every endpoint works with: the clock, the faults, the models, and what has been counted of them.</summary>
internal sealed class ServerParts : IDisposable
{
    /// <summary>The parts of a server.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="faults">The faults in force.</param>
    /// <param name="options">The server's pace and bounds.</param>
    /// <param name="metrics">The page that its histograms are for; null for none.</param>
    /// <param name="prefixCache">Whether the text model has a prefix cache.</param>
    public ServerParts(TimeProvider time, FaultSwitch faults, DemoServerOptions options, MetricsPage? metrics, bool prefixCache)
    {
        Time = time;
        Faults = faults;
        Options = options;
        ImmutableArray<HistogramSpec> histograms = metrics?.Histograms ?? [];
        var capacity = options.Slots == 0 ? options.MaxConnections : options.Slots;
        Iris = new ModelTotals(IrisModel.Name, histograms, capacity);
        BreastCancer = new ModelTotals(BreastCancerModel.Name, histograms, capacity);
        Text = new ModelTotals(TextDesk.ModelName, histograms, capacity);
        Http = new HttpTotals(metrics?.HttpBounds ?? []);
        Queue = new AdmissionQueue(options.Slots, options.MaxWaiting);
        Engine = new TextEngine(options, prefixCache);
        Requests = new RequestLog(options.RequestLogCapacity);
    }

    public TimeProvider Time { get; }

    public FaultSwitch Faults { get; }

    public DemoServerOptions Options { get; }

    /// <summary>What the classifier has served.</summary>
    public ModelTotals Iris { get; }

    /// <summary>What the classifier of tumours has served.</summary>
    public ModelTotals BreastCancer { get; }

    /// <summary>What the text model has served.</summary>
    public ModelTotals Text { get; }

    /// <summary>What was answered over HTTP.</summary>
    public HttpTotals Http { get; }

    public AdmissionQueue Queue { get; }

    public TextEngine Engine { get; }

    public RequestLog Requests { get; }

    /// <summary>The classifier of every dialect.</summary>
    public ServedClassifier Classifier { get; } = ServedClassifier.Iris;

    /// <summary>Begins to count from 0 again, as after a restart.</summary>
    public void ResetTotals()
    {
        Iris.Reset();
        BreastCancer.Reset();
        Text.Reset();
        Http.Reset();
    }

    public void Dispose() => Queue.Dispose();
}
