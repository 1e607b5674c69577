using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.Binding;

/// <summary>Evaluations to their contracts.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="inference">Binds what is asked.</param>
/// <param name="timeZone">The agent's time zone.</param>
internal sealed class EvaluationBinder(DocumentScope document, InferenceBinder inference, string timeZone)
{
    private static readonly TimeSpan s_longestDefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Binds the probe in <paramref name="map"/>, which has the key <c>evaluation</c>, and reads its data set.</summary>
    public EvaluationProbe? Bind(YamlMapping map, NodePath path, out DataSetSummary? data)
    {
        data = null;
        var here = path.Key("evaluation");
        var schedule = new ScheduleBinder(document, timeZone).Bind(map, path);
        if (map.Mapping("evaluation") is not { } written)
        {
            return null;
        }

        var request = inference.BindTemplate(written, here);
        var steps = new NormalisationBinder(document).Bind(written, here.Key("normalise"));
        var task = Tasks.Read(written);
        CheckPrediction(written, here);
        CheckTask(written, here, task);
        var dataSet = new DataSetBinder(document).Bind(written, here);
        var places = new TemplatePlaces(document);
        places.Find(written.Find("request") ?? written.Find("prompt"), here.Key(written.Has("request") ? "request" : "prompt"));
        if (dataSet is null || written.Text("label") is not { } label || !places.IsFine || !CheckColumns(written, here, dataSet, places) || task is not { } kind)
        {
            return null;
        }

        var check = Read(written, here, dataSet, kind, request);
        if (check?.Hash is null || map.Text("name") is not { } name || schedule is null)
        {
            return null;
        }

        var probe = Contract(map, name, schedule, dataSet, request) with { Normalise = steps, Task = kind };
        data = Summary(probe, check);
        CheckRate(written, here, probe, data);
        return probe;
    }

    private static EvaluationProbe Contract(YamlMapping map, string name, RunSchedule schedule, DataSet dataSet, ProbeRequest.Inference request)
    {
        var written = map.Mapping("evaluation")!;
        return new()
        {
            Name = name,
            Schedule = schedule,
            Timeout = map.Duration("timeout") ?? (schedule.LongestGap < s_longestDefaultTimeout ? schedule.LongestGap : s_longestDefaultTimeout),
            DataSet = dataSet,
            Request = request,
            Prediction = written.Text("prediction"),
            Score = written.Text("score"),
            Label = written.Text("label")!,
            Id = written.Text("id"),
            Task = EvaluationTask.Generation,
            Positive = Tasks.Positive(written),
            Pattern = written.Text("pattern"),
            Tolerance = written.Number("tolerance") ?? 0,
            Concurrency = written.Integer("concurrency") ?? 1,
            MaxRate = written.Rate("maxRate"),
            MaxErrors = written.Ratio("maxErrors") ?? 0.05m,
            Sample = written.Integer("sample"),
            Seed = written.Integer("seed") ?? 1,
        };
    }

    private void CheckPrediction(YamlMapping written, NodePath path)
    {
        if (written.Has("request") && !written.Has("prediction"))
        {
            document.Error(written.At, path.Key("prediction"), "missing; write where the answer holds the prediction, as $.outputs[0].data[0]");
        }
    }

    private void CheckTask(YamlMapping written, NodePath path, EvaluationTask? task)
    {
        if (task is not { } kind)
        {
            return;
        }

        Tasks.CheckPositive(document, written, path, kind);
        string[] unfit = kind switch
        {
            EvaluationTask.Generation => ["score"],
            EvaluationTask.Regression => ["score", "pattern", "tolerance"],
            _ => ["pattern", "tolerance"],
        };
        foreach (var key in unfit)
        {
            if (written.Entry(key) is { } entry)
            {
                document.Error(entry.KeyAt, path.Key(key), $"no score of the task {Tasks.Name(kind)} is made of it; leave it out");
            }
        }
    }

    /// <summary>Whether all columns that are named are there. What is wrong with the file itself, reading it says.</summary>
    private bool CheckColumns(YamlMapping written, NodePath path, DataSet dataSet, TemplatePlaces places)
    {
        if (DataSetReader.Names(dataSet) is not { } names)
        {
            return true;
        }

        var named = places.Places.ToList();
        foreach (var key in (string[])["label", "id"])
        {
            if (written.Text(key) is { } column)
            {
                named.Add((written.Scalar(key)!, path.Key(key), column));
                CheckSingle(written, path, dataSet, key, column);
            }
        }

        var wrong = named.Where(place => !names.Contains(place.Column, StringComparer.Ordinal)).ToList();
        foreach (var (at, where, column) in wrong)
        {
            document.Error(at.At, where, at.FromEnvironment
                ? "the value from the environment names no column of the data set"
                : $"the data set has no column '{Echo.Shorten(column)}'; {NearestName.Hint(column, [.. names])}");
        }

        CheckTypes(written, path.Key("csv").Key("types"), names);
        return wrong.Count == 0;
    }

    private void CheckSingle(YamlMapping written, NodePath path, DataSet dataSet, string key, string column)
    {
        if (dataSet.Columns.FirstOrDefault(c => c.Name == column) is { } run && run.First != run.Last)
        {
            document.Error(written.PlaceOf(key), path.Key(key), $"'{Echo.Shorten(column)}' is a run of columns; write one of them");
        }
    }

    private void CheckTypes(YamlMapping written, NodePath path, IReadOnlyList<string> names)
    {
        foreach (var entry in written.Mapping("csv")?.Mapping("types")?.Entries ?? [])
        {
            if (!names.Contains(entry.Key, StringComparer.Ordinal))
            {
                document.Error(entry.KeyAt, path.Key(entry.Key), $"the data set has no such column; {NearestName.Hint(entry.Key, [.. names])}");
            }
        }
    }

    private DataSetCheck? Read(YamlMapping written, NodePath path, DataSet dataSet, EvaluationTask task, ProbeRequest.Inference request)
    {
        if (RequestTemplate.Of(request, out _) is not { } template)
        {
            return null;
        }

        var check = new DataSetCheck(document, task);
        check.Run(dataSet, [.. template.Columns], written.Text("label")!, written.Text("id"));
        if (check.Hash is null)
        {
            return null;
        }

        if (template.Columns.Count == 0)
        {
            document.Warn(written.PlaceOf(written.Has("request") ? "request" : "prompt"), path.Key(written.Has("request") ? "request" : "prompt"), "names no column, so that every example asks the same; write {{column}} where its value goes");
        }

        if (written.Has("request") && inference.GrpcProblem(template.Write(check.First!), request.RawContents) is { } problem)
        {
            document.Error(written.PlaceOf("request"), path.Key("request"), $"with the first example: {problem}");
        }

        CheckLabels(written, path, task, check.Labels);
        return check;
    }

    private void CheckLabels(YamlMapping written, NodePath path, EvaluationTask task, LabelCounts labels)
    {
        if (!Tasks.HasClasses(task))
        {
            return;
        }

        var classes = labels.Classes.Select(c => c.Key).ToList();
        if (labels.HasTooMany)
        {
            document.Error(written.PlaceOf("label"), path.Key("label"), $"has more than {EvaluationItems.MostClasses} different labels; is it the right column, and the right task?");
        }
        else if (Tasks.Positive(written) is { } positive && labels.Of(positive) == 0)
        {
            document.Error(written.PlaceOf("positive"), path.Key("positive"), $"no example has this label; {NearestName.Hint(positive, [.. classes.Take(100)])}");
        }
        else if (classes.Count == 1)
        {
            document.Warn(written.PlaceOf("label"), path.Key("label"), $"every example has the label '{Echo.Shorten(classes[0])}', so that a model that always says so is perfect; add examples of the other classes");
        }
    }

    private DataSetSummary Summary(EvaluationProbe probe, DataSetCheck check) => new(
        document.Name ?? "",
        probe.Name,
        check.Labels.Total,
        Math.Min(probe.Sample ?? long.MaxValue, check.Labels.Total),
        [.. check.Labels.Classes.Select(c => new ClassCount(c.Key, c.Value))],
        probe.Positive is { } positive && Tasks.HasClasses(probe.Task) ? check.Labels.Of(positive) : null,
        check.Hash!);

    private void CheckRate(YamlMapping written, NodePath path, EvaluationProbe probe, DataSetSummary data)
    {
        if (probe.MaxRate is { PerHour: > 0 } rate && data.Asked / rate.PerHour >= (decimal)probe.Schedule.LongestGap.TotalHours)
        {
            var length = TimeSpan.FromHours((double)Math.Min(data.Asked / rate.PerHour, 1_000_000));
            document.Warn(written.PlaceOf("maxRate"), path.Key("maxRate"), $"at {Rates.Format(rate)} a run of {data.Asked} examples takes {Durations.Format(TimeSpan.FromSeconds(Math.Ceiling(length.TotalSeconds)))}, and the next is due before; raise it, draw a sample, or run less often");
        }
    }
}
