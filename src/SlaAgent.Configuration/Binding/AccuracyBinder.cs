using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is promised of a score.</summary>
/// <param name="document">The agreement.</param>
/// <param name="service">Its service; null where there is none.</param>
internal sealed class AccuracyBinder(DocumentScope document, BoundService? service)
{
    /// <summary>The contract of what is under <c>accuracy</c>; null where it is wrong.</summary>
    /// <param name="map">The objective.</param>
    /// <param name="path">Path of the accuracy.</param>
    /// <param name="probe">Its evaluation; null for feedback, and where it is wrong.</param>
    public Indicator.Accuracy? Bind(YamlMapping map, NodePath path, BoundProbe? probe)
    {
        if (map.Mapping("accuracy") is not { } written)
        {
            return null;
        }

        var isFeedback = written.Text("source") == "feedback" && !written.Has("probe");
        if (isFeedback && service is { Feedback: null })
        {
            document.Error(written.PlaceOf("source"), path.Key("source"), $"the service {service.Name} has no feedback; write feedback: {{ task: … }} in it");
        }

        var goal = written.Decimal("atLeast") ?? written.Decimal("atMost");
        if (written.Text("metric") is not { } metric || ScoreDefinition.Find(metric) is not { } score || goal is not { } value)
        {
            return null;
        }

        CheckDirection(written, path, score);
        CheckGoal(written, path, score, value);
        CheckTask(written, path, score, probe?.Evaluation, isFeedback ? service?.Feedback : null);
        var indicator = new Indicator.Accuracy
        {
            Probe = isFeedback ? null : probe?.Name,
            Metric = metric,
            Goal = value,
            IsAtMost = written.Has("atMost"),
            Confidence = written.Ratio("confidence") ?? 0.95m,
            Decision = Decision(written.Text("decision")),
            Confirm = written.Integer("confirm") ?? 2,
            Drift = Drift(written, path.Key("drift")),
            MinimumLabelled = written.Ratio("minimumLabelled") ?? 0,
        };
        return isFeedback || probe is not null ? indicator : null;
    }

    private static AccuracyDecision Decision(string? text) => text switch
    {
        "point" => AccuracyDecision.Point,
        "lower-bound" => AccuracyDecision.LowerBound,
        "upper-bound" => AccuracyDecision.UpperBound,
        _ => AccuracyDecision.Interval,
    };

    private DriftLimits? Drift(YamlMapping written, NodePath path)
    {
        if (written.Mapping("drift") is not { } map)
        {
            return written.Has("drift") ? null : DriftLimits.Default;
        }

        if (!map.Has("psi") && !map.Has("jensenShannon"))
        {
            document.Error(map.At, path, "one of psi and jensenShannon is missing; write drift: off to look at neither");
        }

        return new(map.Number("psi"), map.Number("jensenShannon"));
    }

    private void CheckDirection(YamlMapping written, NodePath path, ScoreDefinition score)
    {
        var wrong = score.IsError ? "atLeast" : "atMost";
        if (written.Entry(wrong) is { } entry)
        {
            document.Error(entry.KeyAt, path.Key(wrong), score.IsError
                ? $"{score.Name} is an error, of which less is better; write atMost"
                : $"of {score.Name} more is better; write atLeast");
        }
    }

    private void CheckGoal(YamlMapping written, NodePath path, ScoreDefinition score, decimal goal)
    {
        var key = written.Has("atLeast") ? "atLeast" : "atMost";
        if (goal < score.Least || goal > score.Most)
        {
            document.Error(written.PlaceOf(key), path.Key(key), $"{score.Name} is {(score.Most is { } most ? score.Least is { } least ? $"from {least} to {most}" : $"at most {most}" : $"at least {score.Least}")}; write a number in there");
        }
    }

    private void CheckTask(YamlMapping written, NodePath path, ScoreDefinition score, EvaluationProbe? evaluation, FeedbackSettings? feedback)
    {
        if ((evaluation?.Task ?? feedback?.Task) is not { } task)
        {
            return;
        }

        var whose = evaluation is null ? "feedback" : evaluation.Name;
        var at = written.PlaceOf("metric");
        var here = path.Key("metric");
        if (!score.IsOf(task))
        {
            document.Error(at, here, $"{whose} has the task {Tasks.Name(task)}, which has no {score.Name}; it has {string.Join(", ", ScoreDefinition.All.Where(s => s.IsOf(task)).Select(s => s.Name))}");
        }
        else if (score.NeedsScore && evaluation?.Score is null)
        {
            document.Error(at, here, evaluation is null
                ? $"{score.Name} is made of probabilities, which feedback does not carry; choose a score of predictions"
                : $"{score.Name} is made of probabilities; write score: with the JSON path of one under evaluation of {whose}");
        }
        else if (score.NeedsPositive && (evaluation?.Positive ?? feedback?.Positive) is null)
        {
            document.Error(at, here, $"{score.Name} is of one class; write positive: with its label under {(evaluation is null ? "feedback" : $"evaluation of {whose}")}{(score.NeedsScore ? "" : $", or choose {score.Name}_macro")}");
        }
    }
}
