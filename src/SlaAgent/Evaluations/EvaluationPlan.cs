using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;
using SlaAgent.ModelServers.Examples;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Evaluations;

/// <summary>An evaluation with everything that its runs need and that does not change from one to the next.</summary>
internal sealed class EvaluationPlan
{
    /// <summary>Confidence of the intervals that nobody asked for.</summary>
    public const decimal UsualConfidence = 0.95m;

    private readonly ExampleExchange _exchange;

    /// <param name="service">Its service.</param>
    /// <param name="probe">The evaluation, of a configuration that was checked.</param>
    /// <param name="objectives">What is promised of it.</param>
    /// <exception cref="ArgumentException">It cannot be asked so; a checked configuration always can.</exception>
    public EvaluationPlan(ModelService service, EvaluationProbe probe, IReadOnlyList<Indicator.Accuracy> objectives)
    {
        (Service, Probe) = (service, probe);
        Rules = ScoringRules.Of(probe, Wanted(probe, objectives));
        Question = EvaluationQuestion.Hash(service, probe);
        _exchange = PresetCatalog.PrepareExamples(service, probe);
        Template = (_exchange.IsPrompt ? RequestTemplate.OfText(_exchange.Template, out var problem) : RequestTemplate.OfBody(_exchange.Template, out problem))
            ?? throw new ArgumentException(problem, nameof(probe));
    }

    public ModelService Service { get; }

    public EvaluationProbe Probe { get; }

    /// <summary>How predictions are held against the truth, and which scores there are to be.</summary>
    public ScoringRules Rules { get; }

    /// <summary>What is asked and how it is scored, as one short text.</summary>
    public string Question { get; }

    /// <summary>Writes the request of each example.</summary>
    public RequestTemplate Template { get; }

    /// <summary>Every evaluation of <paramref name="configuration"/>.</summary>
    public static IEnumerable<EvaluationPlan> Of(AgentConfiguration configuration) =>
        from service in configuration.Services
        from probe in service.Evaluations
        select new EvaluationPlan(service, probe, [.. ObjectivesOf(configuration, service.Name, probe.Name).Select(o => (Indicator.Accuracy)o.Objective.Indicator)]);

    /// <summary>What is promised of an evaluation.</summary>
    public static IEnumerable<(ServiceLevelAgreement Agreement, Objective Objective)> ObjectivesOf(AgentConfiguration configuration, string service, string probe) =>
        from agreement in configuration.Agreements
        where agreement.Service == service
        from objective in agreement.Objectives
        where objective.Indicator is Indicator.Accuracy && objective.Indicator.Probe == probe
        select (agreement, objective);

    /// <summary>Whether its runs are those of <paramref name="other"/>.</summary>
    public bool RunsAs(EvaluationPlan other) =>
        Probe == other.Probe && Rules == other.Rules && ScheduledProbe.OnTheWire(Service) == ScheduledProbe.OnTheWire(other.Service);

    /// <summary>Makes one of those who ask: each asks about one example at a time, over a connection of its own.</summary>
    public ExampleAsker NewAsker(TimeProvider time) =>
        new(Service, new Probe(Probe.Name, Probe.Schedule.LongestGap, Probe.Timeout, Probe.Request), _exchange.Twin(), Template, time);

    // What is promised comes first: which texts are right is decided by the first share among them.
    private static EquatableArray<ScoreRequest> Wanted(EvaluationProbe probe, IReadOnlyList<Indicator.Accuracy> objectives) =>
    [
        .. objectives.Select(objective => new ScoreRequest(objective.Metric, objective.Confidence))
            .Concat(ScoreDefinition.All
                .Where(score => score.IsOf(probe.Task) && Applies(score, probe))
                .Select(score => new ScoreRequest(score.Name, UsualConfidence)))
            .Distinct(),
    ];

    // Labels need not be numbers, JSON or patterns: who wants them held against such says so.
    private static bool Applies(ScoreDefinition score, EvaluationProbe probe) => score.Name switch
    {
        ScoreName.NumericMatch => probe.Tolerance > 0,
        ScoreName.RegexMatch => probe.Pattern is not null,
        ScoreName.JsonEqual => false,
        _ => (!score.NeedsPositive || probe.Positive is not null) && (!score.NeedsScore || probe.Score is not null),
    };
}
