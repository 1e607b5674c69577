using SlaAgent.Core.Contracts;

namespace SlaAgent.Feedback;

/// <summary>Takes what users send, for the services that are to have feedback.</summary>
/// <param name="configuration">The configuration in force.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="time">Time.</param>
internal sealed class FeedbackDesk(Func<AgentConfiguration> configuration, FeedbackStore store, TimeProvider time)
{
    /// <summary>Whether there is a configuration yet.</summary>
    public bool IsReady => configuration().Services.Count > 0;

    /// <summary>Names of the services that are to have feedback.</summary>
    public IEnumerable<string> Services => configuration().Services.Where(service => service.Feedback is not null).Select(service => service.Name);

    /// <summary>The settings of <paramref name="service"/>; null where there is no such service, or it has none.</summary>
    public FeedbackSettings? SettingsOf(string? service) => configuration().Services.FirstOrDefault(known => known.Name == service)?.Feedback;

    /// <summary>Takes what makes sense of <paramref name="request"/>; it is on the disk when this completes.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task<FeedbackOutcome> TakeAsync(string service, FeedbackSettings settings, FeedbackRequest request)
    {
        var now = time.GetUtcNow();
        var taken = new List<FeedbackItem>(request.Items.Count);
        var refused = new List<FeedbackRefusal>(request.Refused);
        foreach (var item in request.Items)
        {
            if (FeedbackCheck.Problem(item, settings, now) is { } problem)
            {
                refused.Add(new(item.Index, item.Id, problem));
            }
            else
            {
                taken.Add(item);
            }
        }

        var outcome = taken.Count == 0 ? new FeedbackOutcome() : await store.DoAsync(database => database.Write(service, settings, taken, now));
        outcome.Refused.AddRange(refused);
        outcome.Refused.Sort((left, right) => left.Index.CompareTo(right.Index));
        return outcome;
    }

    /// <summary>What is known of the window that ends now.</summary>
    /// <exception cref="IOException">The disk does not give it.</exception>
    public Task<FeedbackFacts> FactsAsync(string service, FeedbackSettings settings)
    {
        var from = time.GetUtcNow() - settings.Window;
        return store.DoAsync(database => database.Facts(service, from));
    }
}
