using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>
/// Tells an MLflow tracking server, over its REST API 2.0: the experiment is looked for and made, then the run, by the tag that names it; then its numbers,
/// in batches; then its end. Whatever was done before an interruption is found again and gone on with.
/// </summary>
internal sealed class MlflowSender(ResultSink.Mlflow sink, TimeProvider time, DeliveryOptions options) : IResultSender
{
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";
    private const string Taken = "RESOURCE_ALREADY_EXISTS";

    private readonly TrackingApi _api = new(sink.Url, sink.Tls, ErrorText, time, options);
    private string? _experiment;

    /// <inheritdoc />
    public string Target => _api.Name;

    /// <inheritdoc />
    public async Task<PostAnswer> SendAsync(RunReport report, CancellationToken cancel)
    {
        var answer = await TellAsync(report, cancel);
        if (answer.Verdict != PostVerdict.Accepted)
        {
            // It may have been deleted, with its number, meanwhile.
            _experiment = null;
        }

        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _api.Dispose();

    private async Task<PostAnswer> TellAsync(RunReport report, CancellationToken cancel)
    {
        if (_experiment is null)
        {
            (_experiment, var trouble) = await FindExperimentAsync(cancel);
            if (_experiment is null)
            {
                return trouble;
            }
        }

        var (run, problem) = await FindRunAsync(_experiment, report, cancel);
        if (run is null)
        {
            return problem;
        }

        foreach (var batch in MlflowBody.Batches(run, report))
        {
            var logged = await PostAsync("runs/log-batch", batch, cancel);
            if (!logged.IsAccepted)
            {
                return await GiveUpAsync(run, report, logged.Post, cancel);
            }
        }

        return (await PostAsync("runs/update", MlflowBody.End(run, report, report.Void is null ? "FINISHED" : "FAILED"), cancel)).Post;
    }

    /// <summary>A run whose content is refused does not stay behind as one that is under way.</summary>
    private async Task<PostAnswer> GiveUpAsync(string run, RunReport report, PostAnswer refusal, CancellationToken cancel)
    {
        if (refusal.Verdict is PostVerdict.Rejected or PostVerdict.TooLarge)
        {
            await PostAsync("runs/update", MlflowBody.End(run, report, "FAILED"), cancel);
        }

        return refusal;
    }

    private async Task<(string? Experiment, PostAnswer Answer)> FindExperimentAsync(CancellationToken cancel)
    {
        var found = await _api.AskAsync(Path("experiments/get-by-name?experiment_name=" + Uri.EscapeDataString(sink.Experiment)), Credentials(), null, cancel);
        if (found.Text("error_code") == Missing)
        {
            var made = await PostAsync("experiments/create", JsonBody.Write(json => json.WriteString("name", sink.Experiment)), cancel);

            // Another agent was faster: the next attempt finds its experiment.
            var post = made.Text("error_code") == Taken ? made.Post with { Verdict = PostVerdict.Failed } : made.NotForTheContent();
            return (made.Text("experiment_id"), Complete(made, post, "experiment_id"));
        }

        if (found.Text("experiment", "lifecycle_stage") == "deleted")
        {
            return (null, new(PostVerdict.Denied, found.Post.Status, $"the experiment '{sink.Experiment}' is deleted: restore it, or write another"));
        }

        return (found.Text("experiment", "experiment_id"), Complete(found, found.NotForTheContent(), "experiment_id"));
    }

    private async Task<(string? Run, PostAnswer Answer)> FindRunAsync(string experiment, RunReport report, CancellationToken cancel)
    {
        var found = await PostAsync("runs/search", MlflowBody.Search(experiment, report), cancel);
        if (!found.IsAccepted)
        {
            return (null, found.NotForTheContent());
        }

        foreach (var run in found.Items("runs"))
        {
            if (new ApiAnswer(found.Post, run).Text("info", "run_id") is { } known)
            {
                return (known, found.Post);
            }
        }

        var made = await PostAsync("runs/create", MlflowBody.Run(experiment, report), cancel);
        return (made.Text("run", "info", "run_id"), Complete(made, made.NotForTheContent(), "run_id"));
    }

    private static PostAnswer Complete(ApiAnswer answer, PostAnswer post, string expected) => !answer.IsAccepted
        ? post
        : post with { Verdict = PostVerdict.Denied, Detail = $"{post.Detail} without {expected}: another server answers there" };

    private Task<ApiAnswer> PostAsync(string path, byte[] body, CancellationToken cancel) => _api.AskAsync(Path(path), Credentials(), body, cancel);

    private Func<KeyValuePair<string, string>>? Credentials() => sink.Auth is { } auth ? () => ReceiverConnections.Access.ReadHeader(auth) : null;

    private static string Path(string path) => "api/2.0/mlflow/" + path;

    private static string? ErrorText(JsonElement body)
    {
        var answer = new ApiAnswer(new(PostVerdict.Failed, null, ""), body);
        return answer.Text("error_code") is { } code ? $"{code} {answer.Text("message")}".TrimEnd() : answer.Text("message");
    }
}
