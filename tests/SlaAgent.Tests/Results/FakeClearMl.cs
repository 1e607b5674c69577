using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaAgent.Tests.Results;

/// <summary>ClearML's API 2.13 as its server has it: keys for a token, calls of service and action, envelopes, statuses of a task, events as lines.</summary>
internal sealed class FakeClearMl
{
    private static readonly string[] s_scalar = ["type", "task", "timestamp", "iter", "metric", "variant", "value"];

    public const string Access = "canary-access";
    public const string Secret = "canary-secret";

    public Dictionary<string, string> Projects { get; } = [];

    public Dictionary<string, ClearMlTask> Tasks { get; } = [];

    public int Logins { get; private set; }

    private string Token => "token-" + Logins;

    /// <summary>Tokens given out so far are no longer good.</summary>
    public void ExpireTokens() => Logins += 100;

    public TrackingReply Answer(TrackingRequest request)
    {
        if (request.Method != "POST" || !request.Path.StartsWith("/v2.13/", StringComparison.Ordinal))
        {
            return Error(400, 12, "invalid version or method");
        }

        var action = request.Path["/v2.13/".Length..];
        if (action == "auth.login")
        {
            if (request.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Access}:{Secret}")))
            {
                return Error(401, 20, "invalid credentials");
            }

            Logins++;
            return Data(new { token = Token });
        }

        if (request.Authorization != "Bearer " + Token)
        {
            return Error(401, 22, "invalid token");
        }

        var type = action == "events.add_batch" ? "application/json-lines" : "application/json";
        return request.ContentType != type ? Error(400, 10, "wrong content type " + request.ContentType) : action switch
        {
            "projects.get_all" => Data(new { projects = Projects.Where(pair => Regex.IsMatch(pair.Value, Text(request.Body, "name"))).Select(pair => new { id = pair.Key, name = pair.Value }) }),
            "projects.create" => CreateProject(request.Body),
            "tasks.get_all" => Find(request.Body),
            "tasks.create" => CreateTask(request.Body),
            "tasks.started" => Change(request.Body, "in_progress", "created"),
            "tasks.completed" => Change(request.Body, "completed", "in_progress"),
            "tasks.failed" => Change(request.Body, "failed", "in_progress"),
            "events.add_batch" => AddEvents(request.Text),
            _ => Error(400, 0, "unknown action " + action),
        };
    }

    private TrackingReply CreateProject(JsonElement body)
    {
        var id = Guid.NewGuid().ToString("N");
        Projects[id] = Text(body, "name");
        _ = Text(body, "description");
        return Data(new { id });
    }

    private TrackingReply CreateTask(JsonElement body)
    {
        var project = Text(body, "project");
        if (!Projects.ContainsKey(project) || Text(body, "type") != "testing")
        {
            return Error(400, 401, "invalid project id or type");
        }

        var task = new ClearMlTask(Guid.NewGuid().ToString("N"), project, Text(body, "name"), [.. body.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)]);
        foreach (var section in body.GetProperty("hyperparams").EnumerateObject())
        {
            foreach (var parameter in section.Value.EnumerateObject())
            {
                task.Parameters[$"{Text(parameter.Value, "section")}/{Text(parameter.Value, "name")}"] = Text(parameter.Value, "value");
            }
        }

        Tasks[task.Id] = task;
        return Data(new { id = task.Id });
    }

    private TrackingReply Find(JsonElement body)
    {
        var projects = body.GetProperty("project").EnumerateArray().Select(project => project.GetString());
        var tags = body.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!);
        return Data(new { tasks = Tasks.Values.Where(task => projects.Contains(task.Project) && tags.All(task.Tags.Contains)).Select(task => new { id = task.Id, status = task.Status }) });
    }

    private TrackingReply Change(JsonElement body, string to, string from)
    {
        var task = Tasks[Text(body, "task")];
        if (task.Status != from)
        {
            return Error(400, 110, $"invalid task status {task.Status}");
        }

        task.Status = to;
        return Data(new { updated = 1 });
    }

    private TrackingReply AddEvents(string lines)
    {
        var added = 0;
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var happening = document.RootElement;
            if (!happening.EnumerateObject().Select(member => member.Name).SequenceEqual(s_scalar) || Text(happening, "type") != "training_stats_scalar")
            {
                return Error(400, 500, "not a scalar event: " + line);
            }

            Tasks[Text(happening, "task")].Events[$"{Text(happening, "metric")}/{Text(happening, "variant")}"] = happening.GetProperty("value").GetDouble();
            added++;
        }

        return Data(new { added, errors = 0, errors_info = new { } });
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static TrackingReply Data(object data) => new(200, JsonSerializer.Serialize(new { meta = new { result_code = 200, result_subcode = 0, result_msg = "OK" }, data }));

    private static TrackingReply Error(int code, int subcode, string message) =>
        new(code, JsonSerializer.Serialize(new { meta = new { result_code = code, result_subcode = subcode, result_msg = message }, data = new { } }));
}
