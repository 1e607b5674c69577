using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaAgent.Tests.Results;

/// <summary>
/// MLflow's tracking API 2.0 as its REST reference and its validation have it: methods, content type, required and known fields, limits of batches, keys and
/// values, parameters that never change, and errors with their codes.
/// </summary>
internal sealed partial class FakeMlflow
{
    private const string Root = "/api/2.0/mlflow/";

    public Dictionary<string, (string Name, string Stage)> Experiments { get; } = [];

    public Dictionary<string, MlflowRun> Runs { get; } = [];

    public string? Authorization { get; set; }

    public TrackingReply Answer(TrackingRequest request)
    {
        if (Authorization is { } needed && request.Authorization != needed)
        {
            return Error(401, "UNAUTHENTICATED", "You are not authenticated: " + request.Authorization);
        }

        var (path, query) = request.Path.Split('?') is [var p, var q] ? (p, q) : (request.Path, "");
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return new(404, "<html>nothing here</html>");
        }

        if (path == Root + "experiments/get-by-name")
        {
            return request.Method == "GET" ? ExperimentByName(Uri.UnescapeDataString(query.Replace("experiment_name=", "", StringComparison.Ordinal))) : new(405, "{}");
        }

        if (request.Method != "POST" || request.ContentType != "application/json")
        {
            return Error(400, "BAD_REQUEST", $"{request.Method} with content type '{request.ContentType}'");
        }

        return path[Root.Length..] switch
        {
            "experiments/create" => CreateExperiment(request.Body),
            "runs/create" => CreateRun(request.Body),
            "runs/search" => Search(request.Body),
            "runs/log-batch" => LogBatch(request.Body),
            "runs/update" => Update(request.Body),
            _ => Error(404, "ENDPOINT_NOT_FOUND", path),
        };
    }

    private TrackingReply ExperimentByName(string name)
    {
        var found = Experiments.FirstOrDefault(pair => pair.Value.Name == name);
        return found.Key is null
            ? Error(404, "RESOURCE_DOES_NOT_EXIST", $"Could not find experiment with name '{name}'")
            : new(200, JsonSerializer.Serialize(new { experiment = new { experiment_id = found.Key, name, lifecycle_stage = found.Value.Stage } }));
    }

    private TrackingReply CreateExperiment(JsonElement body)
    {
        if (Unknown(body, "name", "artifact_location", "tags") is { } unknown)
        {
            return unknown;
        }

        var name = body.GetProperty("name").GetString()!;
        if (Experiments.Values.Any(known => known.Name == name))
        {
            return Error(400, "RESOURCE_ALREADY_EXISTS", $"Experiment '{name}' already exists.");
        }

        var id = (Experiments.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Experiments[id] = (name, "active");
        return new(200, JsonSerializer.Serialize(new { experiment_id = id }));
    }

    private TrackingReply CreateRun(JsonElement body)
    {
        if (Unknown(body, "experiment_id", "user_id", "run_name", "start_time", "tags") is { } unknown)
        {
            return unknown;
        }

        var experiment = body.GetProperty("experiment_id").GetString()!;
        if (!Experiments.ContainsKey(experiment))
        {
            return Error(404, "RESOURCE_DOES_NOT_EXIST", $"No Experiment with id={experiment} exists");
        }

        var run = new MlflowRun(Guid.NewGuid().ToString("N"), experiment, body.GetProperty("run_name").GetString()!, body.GetProperty("start_time").GetInt64());
        foreach (var tag in body.GetProperty("tags").EnumerateArray())
        {
            run.Tags[tag.GetProperty("key").GetString()!] = tag.GetProperty("value").GetString()!;
        }

        Runs[run.Id] = run;
        return new(200, JsonSerializer.Serialize(new { run = new { info = new { run_id = run.Id, experiment_id = experiment, status = run.Status }, data = new { } } }));
    }

    private TrackingReply Search(JsonElement body)
    {
        if (Unknown(body, "experiment_ids", "filter", "run_view_type", "max_results", "order_by", "page_token") is { } unknown)
        {
            return unknown;
        }

        var condition = TagFilter().Match(body.GetProperty("filter").GetString()!);
        if (!condition.Success)
        {
            return Error(400, "INVALID_PARAMETER_VALUE", "Invalid filter");
        }

        var experiments = body.GetProperty("experiment_ids").EnumerateArray().Select(id => id.GetString()!).ToHashSet();
        var found = Runs.Values.Where(run => experiments.Contains(run.Experiment) && run.Tags.GetValueOrDefault(condition.Groups[1].Value) == condition.Groups[2].Value);
        return new(200, JsonSerializer.Serialize(found.Any() ? (object)new { runs = found.Take(body.GetProperty("max_results").GetInt32()).Select(run => new { info = new { run_id = run.Id, status = run.Status } }) } : new { }));
    }

    private TrackingReply LogBatch(JsonElement body)
    {
        if (Unknown(body, "run_id", "metrics", "params", "tags") is { } unknown)
        {
            return unknown;
        }

        var (metrics, parameters, tags) = (List(body, "metrics"), List(body, "params"), List(body, "tags"));
        if (metrics.Count > 1000 || parameters.Count > 100 || tags.Count > 100 || metrics.Count + parameters.Count + tags.Count > 1000)
        {
            return Error(400, "INVALID_PARAMETER_VALUE", "A batch logging request can contain at most 1000 items");
        }

        return Runs.TryGetValue(body.GetProperty("run_id").GetString()!, out var run)
            ? Log(run, metrics, parameters, tags)
            : Error(404, "RESOURCE_DOES_NOT_EXIST", "Run not found");
    }

    private static TrackingReply Log(MlflowRun run, List<JsonElement> metrics, List<JsonElement> parameters, List<JsonElement> tags)
    {
        foreach (var metric in metrics)
        {
            var key = metric.GetProperty("key").GetString()!;
            if (Unknown(metric, "key", "value", "timestamp", "step") is { } unknown)
            {
                return unknown;
            }

            if (!Key().IsMatch(key) || metric.GetProperty("value").ValueKind != JsonValueKind.Number)
            {
                return Error(400, "INVALID_PARAMETER_VALUE", $"Invalid metric '{key}'");
            }

            run.Metrics.Add((key, metric.GetProperty("value").GetDouble(), metric.GetProperty("timestamp").GetInt64(), metric.GetProperty("step").GetInt64()));
        }

        foreach (var parameter in parameters)
        {
            var (key, value) = (parameter.GetProperty("key").GetString()!, parameter.GetProperty("value").GetString()!);
            if (!Key().IsMatch(key) || value.Length > 500 || (run.Params.TryGetValue(key, out var before) && before != value))
            {
                return Error(400, "INVALID_PARAMETER_VALUE", $"Changing param values is not allowed, or '{key}' is invalid");
            }

            run.Params[key] = value;
        }

        foreach (var tag in tags)
        {
            run.Tags[tag.GetProperty("key").GetString()!] = tag.GetProperty("value").GetString()!;
        }

        return new(200, "{}");
    }

    private TrackingReply Update(JsonElement body)
    {
        if (Unknown(body, "run_id", "status", "end_time", "run_name") is { } unknown)
        {
            return unknown;
        }

        var run = Runs[body.GetProperty("run_id").GetString()!];
        (run.Status, run.End) = (body.GetProperty("status").GetString()!, body.GetProperty("end_time").GetInt64());
        return new(200, JsonSerializer.Serialize(new { run_info = new { run_id = run.Id, status = run.Status } }));
    }

    private static List<JsonElement> List(JsonElement body, string name) => body.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static TrackingReply? Unknown(JsonElement body, params string[] known) => body.EnumerateObject().FirstOrDefault(member => !known.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } member
        ? Error(400, "INVALID_PARAMETER_VALUE", $"Unknown field '{member.Name}'")
        : null;

    private static TrackingReply Error(int status, string code, string message) => new(status, JsonSerializer.Serialize(new { error_code = code, message }));

    [GeneratedRegex("^tags\\.`([^`]+)` = '([^']+)'$")]
    private static partial Regex TagFilter();

    [GeneratedRegex("^[-\\w. /:]{1,250}$")]
    private static partial Regex Key();
}
