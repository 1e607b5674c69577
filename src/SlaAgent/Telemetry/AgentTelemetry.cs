using SlaAgent.Core.Contracts;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;
using SlaAgent.Traffic;

namespace SlaAgent.Telemetry;

/// <summary>Everything the agent shows of itself as metrics, made and changed together.</summary>
internal sealed class AgentTelemetry : IDisposable
{
    private readonly TrafficReadingInstruments _readings;
    private readonly ServiceInstruments _services;
    private readonly AgreementInstruments _agreements;
    private readonly ConsequenceInstruments _consequences;
    private readonly GateInstruments _gates;
    private readonly DeliveryInstruments _receivers;
    private readonly DeliveryInstruments _results;

    /// <param name="limits">How many series the instruments may have.</param>
    /// <param name="scrapes">What keeps scrapes out while the instruments change.</param>
    /// <param name="state">The snapshot that is shown.</param>
    /// <param name="facts">What the agent knows of itself, asked for at each collection.</param>
    /// <param name="readings">How reading a service's own metrics went.</param>
    /// <param name="evaluations">How far runs of evaluations are.</param>
    /// <param name="genAi">Whether the conventions for generative AI are recorded too.</param>
    public AgentTelemetry(SeriesLimits limits, ScrapeGate scrapes, AgentState state, Func<AgentFacts> facts, Func<string, TrafficCounts> readings, EvaluationProgress evaluations, bool genAi)
    {
        Probes = new ProbeTelemetry(limits, scrapes, genAi);
        Traffic = new TrafficTelemetry(limits, scrapes);
        Load = new LoadInstruments(limits);
        Agent = new AgentInstruments(facts);
        EvaluationProgress = new EvaluationProgressInstruments(limits, evaluations);
        _readings = new TrafficReadingInstruments(limits, readings);
        _services = new ServiceInstruments(limits, state, Probes);
        _receivers = DeliveryInstruments.OfReceivers(limits, facts);
        _results = DeliveryInstruments.OfResults(limits, facts);
        Evaluations = new EvaluationInstruments(limits, state);
        _agreements = new AgreementInstruments(limits, state, Incidents);
        _consequences = new ConsequenceInstruments(limits, state);
        _gates = new GateInstruments(limits, state, GateCounters);
    }

    /// <summary>Probes.</summary>
    public ProbeTelemetry Probes { get; }

    /// <summary>The requests of users.</summary>
    public TrafficTelemetry Traffic { get; }

    /// <summary>Runs of load.</summary>
    public LoadInstruments Load { get; }

    /// <summary>The work of evaluations.</summary>
    public EvaluationProgressInstruments EvaluationProgress { get; }

    /// <summary>Runs of evaluations.</summary>
    public EvaluationInstruments Evaluations { get; }

    /// <summary>The agent itself.</summary>
    public AgentInstruments Agent { get; }

    /// <summary>Breaches and recoveries.</summary>
    public IncidentCounters Incidents { get; } = new();

    /// <summary>How long deployment gates were closed.</summary>
    public GateCounters GateCounters { get; } = new();

    /// <summary>Makes the metrics those of <paramref name="configuration"/>: what did not change keeps its values, what is gone goes away. Call it while no scrape collects.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        Probes.Apply(configuration);
        Traffic.Apply(configuration);
        _readings.Apply(configuration);
        Load.Apply(configuration);
        EvaluationProgress.Apply(configuration);
        Evaluations.Apply(configuration);
        _services.Apply(configuration);
        _agreements.Apply(configuration);
        _consequences.Apply(configuration);
        _gates.Apply(configuration);
        _receivers.Apply([.. configuration.Agent.Receivers.Select(r => r.Name)]);
        _results.Apply([.. configuration.Agent.Results.Select(s => s.Name)]);
    }

    public void Dispose()
    {
        _readings.Dispose();
        _agreements.Dispose();
        _consequences.Dispose();
        _gates.Dispose();
        _services.Dispose();
        _receivers.Dispose();
        _results.Dispose();
        Agent.Dispose();
        Probes.Dispose();
        Traffic.Dispose();
        Load.Dispose();
        EvaluationProgress.Dispose();
        Evaluations.Dispose();
    }
}
