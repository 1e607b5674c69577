using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>The clauses of an objective in words, one sentence each.</summary>
public static class ClauseText
{
    /// <summary>What is agreed beyond indicator, target and length of slices; nothing where nothing is.</summary>
    public static IReadOnlyList<string> Sentences(Objective objective)
    {
        var sentences = new List<string>();
        if (objective.Timeslices is { } slices)
        {
            Add(sentences, slices);
        }

        if (ObservedEvent.Excepted(objective.Indicator) is { Count: > 0 } excepted)
        {
            sentences.Add($"A request that ends in {string.Join(" or ", excepted.Select(outcome => outcome.Name()))} is no event.");
        }

        return sentences;
    }

    private static void Add(List<string> sentences, Timeslices slices)
    {
        if (slices.IsAveraged)
        {
            sentences.Add($"What counts is the mean of the shares of good requests in slices of {Words.Span(slices.Length)}.");
        }

        var requests = slices.MinimumRequests > 0 ? $"with at least {slices.MinimumRequests} requests" : null;
        if (slices.MinimumDuration > slices.Length)
        {
            sentences.Add($"Bad slices count as bad only in a row that lasts at least {Words.Span(slices.MinimumDuration)}{(requests is null ? "" : ", " + requests + " in it")}.");
        }
        else if (requests is not null)
        {
            sentences.Add($"A slice counts as bad only {requests}.");
        }

        if (slices.WhenIdle != IdleSlice.NoEvent)
        {
            sentences.Add($"A slice without requests is {(slices.WhenIdle == IdleSlice.Good ? "good" : "bad")}, where it was measured.");
        }
    }
}
