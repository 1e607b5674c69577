using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>Where the events of an objective come from. An objective has one source: probes and users' requests are never added up.</summary>
/// <param name="Name">The probe's name, or <c>traffic</c>.</param>
/// <param name="Interval">Time between two samples: what one of them stands for.</param>
/// <param name="Lateness">How long after its interval a sample may still come.</param>
public abstract record EventSource(string Name, TimeSpan Interval, TimeSpan Lateness)
{
    /// <summary>What the source is called where it is no probe.</summary>
    public const string TrafficName = "traffic";

    /// <summary>What truths that come later are called.</summary>
    public const string FeedbackName = "feedback";

    /// <summary>How long a run of load may take beyond its last arrival's deadline.</summary>
    private static readonly TimeSpan RunsOver = TimeSpan.FromMinutes(1);

    /// <summary>The source of an indicator; null where the service has none such.</summary>
    public static EventSource? Of(ModelService service, Indicator indicator)
    {
        if (indicator is Indicator.Accuracy accuracy)
        {
            return accuracy.Probe is null ? service.Feedback is { } feedback ? new LabelledLater(feedback) : null
                : service.Evaluations.FirstOrDefault(evaluation => evaluation.Name == accuracy.Probe) is { } evaluation ? new Evaluated(evaluation) : null;
        }

        if (indicator.Probe is not { } name)
        {
            return service.Traffic is { } traffic ? new Traffic(traffic) : null;
        }

        return service.Probes.FirstOrDefault(probe => probe.Name == name) is { } probe ? new Probed(probe)
            : service.Loads.FirstOrDefault(load => load.Name == name) is { } load ? new Loaded(load) : null;
    }

    /// <summary>A probe of health or inference: one event a probe.</summary>
    /// <param name="Probe">The probe.</param>
    public sealed record Probed(Probe Probe) : EventSource(Probe.Name, Probe.Interval, Probe.Timeout);

    /// <summary>The requests of real users: one event a request, counted between two readings of the server's metrics.</summary>
    /// <param name="Settings">How they are read.</param>
    public sealed record Traffic(TrafficSettings Settings) : EventSource(TrafficName, Settings.Interval, Settings.Interval);

    /// <summary>Runs of load: one event a run.</summary>
    /// <param name="Load">The load.</param>
    public sealed record Loaded(LoadProbe Load) : EventSource(Load.Name, Load.Schedule.LongestGap, Load.Duration + Load.Timeout + RunsOver);

    /// <summary>Runs of an evaluation against labelled data: one event a run.</summary>
    /// <param name="Evaluation">The evaluation.</param>
    public sealed record Evaluated(EvaluationProbe Evaluation) : EventSource(Evaluation.Name, Evaluation.Schedule.LongestGap, Evaluation.Schedule.LongestGap);

    /// <summary>Truths that come after the predictions: one event an evaluation of the window.</summary>
    /// <param name="Settings">How they are judged.</param>
    public sealed record LabelledLater(FeedbackSettings Settings) : EventSource(FeedbackName, Settings.Interval, Settings.Interval);
}
