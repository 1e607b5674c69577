using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>
/// Tells a ClearML server, over version 2.13 of its API: a token for the keys, the project, the task by the tag that names it, its numbers as one batch of
/// events, its end. Whatever was done before an interruption is found again and gone on with.
/// </summary>
internal sealed class ClearMlSender(ResultSink.ClearMl sink, TimeProvider time, DeliveryOptions options) : IResultSender
{
    private const int Unauthorized = 401;

    private readonly TrackingApi _api = new(sink.Url, sink.Tls, ErrorText, time, options);
    private string? _token;
    private string? _project;

    /// <inheritdoc />
    public string Target => _api.Name;

    /// <inheritdoc />
    public async Task<PostAnswer> SendAsync(RunReport report, CancellationToken cancel)
    {
        var answer = await TellAsync(report, cancel);
        if (answer.Verdict != PostVerdict.Accepted)
        {
            // It may have been deleted, with its id, meanwhile.
            _project = null;
        }

        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _api.Dispose();

    private async Task<PostAnswer> TellAsync(RunReport report, CancellationToken cancel)
    {
        if (_project is null)
        {
            (_project, var trouble) = await FindProjectAsync(cancel);
            if (_project is null)
            {
                return trouble;
            }
        }

        var (task, status, answer) = await FindTaskAsync(_project, report, cancel);
        if (task is null)
        {
            return answer;
        }

        if (status == "created" && await CallAsync("tasks.started", ClearMlBody.Change(task), cancel) is { IsAccepted: false } notStarted)
        {
            return notStarted.NotForTheContent();
        }

        if (status is not ("created" or "in_progress"))
        {
            // All was told before, up to the end.
            return answer;
        }

        var sent = await CallAsync("events.add_batch", ClearMlBody.Events(task, report), cancel, "application/json-lines");
        var end = sent.IsAccepted && report.Void is null && sent.Number("data", "errors") is not > 0 ? "tasks.completed" : "tasks.failed";
        return sent.IsAccepted || sent.Post.Verdict is PostVerdict.Rejected or PostVerdict.TooLarge ? await EndAsync(task, end, sent, cancel) : sent.Post;
    }

    private async Task<PostAnswer> EndAsync(string task, string how, ApiAnswer sent, CancellationToken cancel)
    {
        var ended = await CallAsync(how, ClearMlBody.Change(task), cancel);
        if (!sent.IsAccepted)
        {
            return sent.Post;
        }

        return sent.Number("data", "errors") is > 0 and var errors
            ? new(PostVerdict.Rejected, sent.Post.Status, $"events.add_batch: {errors} events were refused")
            : ended.Post;
    }

    private async Task<(string? Project, PostAnswer Answer)> FindProjectAsync(CancellationToken cancel)
    {
        var found = await CallAsync("projects.get_all", ClearMlBody.FindProject(sink.Project), cancel);
        if (!found.IsAccepted)
        {
            return (null, found.NotForTheContent());
        }

        foreach (var project in found.Items("data", "projects").Select(project => new ApiAnswer(found.Post, project)))
        {
            if (project.Text("name") == sink.Project && project.Text("id") is { } id)
            {
                return (id, found.Post);
            }
        }

        var made = await CallAsync("projects.create", ClearMlBody.Project(sink.Project), cancel);
        return (made.Text("data", "id"), Complete(made));
    }

    private async Task<(string? Task, string Status, PostAnswer Answer)> FindTaskAsync(string project, RunReport report, CancellationToken cancel)
    {
        var found = await CallAsync("tasks.get_all", ClearMlBody.FindTask(project, report), cancel);
        if (!found.IsAccepted)
        {
            return (null, "", found.NotForTheContent());
        }

        foreach (var task in found.Items("data", "tasks").Select(task => new ApiAnswer(found.Post, task)))
        {
            if (task.Text("id") is { } known)
            {
                return (known, task.Text("status") ?? "", found.Post);
            }
        }

        var made = await CallAsync("tasks.create", ClearMlBody.Task(project, report), cancel);
        return (made.Text("data", "id"), "created", Complete(made));
    }

    private static PostAnswer Complete(ApiAnswer made) => !made.IsAccepted
        ? made.NotForTheContent()
        : made.Post with { Verdict = PostVerdict.Denied, Detail = made.Post.Detail + " without an id: another server answers there" };

    /// <summary>Calls with the token there is, and once more with a new one where that has run out.</summary>
    private async Task<ApiAnswer> CallAsync(string action, byte[] body, CancellationToken cancel, string type = "application/json")
    {
        for (var isFirst = _token is not null; ; isFirst = false)
        {
            if (_token is null && await LogInAsync(cancel) is { } refused)
            {
                return refused;
            }

            var answer = await _api.AskAsync("v2.13/" + action, () => new("Authorization", "Bearer " + _token), body, cancel, type);
            if (answer.Post.Status != Unauthorized)
            {
                return answer;
            }

            _token = null;
            if (!isFirst)
            {
                return answer;
            }
        }
    }

    private async Task<ApiAnswer?> LogInAsync(CancellationToken cancel)
    {
        var answer = await _api.AskAsync("v2.13/auth.login", Keys, JsonBody.Write(static _ => { }), cancel);
        _token = answer.Text("data", "token");
        return _token is not null ? null : answer.IsAccepted ? answer with { Post = Complete(answer) } : answer with { Post = answer.NotForTheContent() };
    }

    private KeyValuePair<string, string> Keys()
    {
        var read = ReceiverConnections.Access.ReadSecret;
        return new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{read(sink.AccessKeyFile)}:{read(sink.SecretKeyFile)}")));
    }

    private static string? ErrorText(JsonElement body) => new ApiAnswer(new(PostVerdict.Failed, null, ""), body).Text("meta", "result_msg");
}
