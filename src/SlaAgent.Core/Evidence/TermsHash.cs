using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Evidence;

/// <summary>Tells whether terms are those that are on the record already, after a restart too.</summary>
internal static class TermsHash
{
    /// <summary>The same for equal terms, in every version.</summary>
    public static string Of(AgreementTerms terms)
    {
        var hash = new StableHash();
        hash.Add(terms.Name);
        hash.Add(terms.Service);
        hash.Add((long)terms.Audience);
        hash.Add((long)terms.Scope);
        hash.Add(terms.Provider);
        hash.Add(terms.Consumer);
        hash.Add(terms.Description);
        hash.Add(terms.Window.Ticks);
        hash.Add((long?)terms.Calendar ?? -1);
        hash.Add(terms.TimeZone);
        hash.Add(terms.Notice.Ticks);
        foreach (var objective in terms.Objectives)
        {
            Add(ref hash, objective);
        }

        Add(ref hash, terms.Consequences);
        return hash.ToString();
    }

    private static void Add(ref StableHash hash, ObjectiveTerms objective)
    {
        hash.Add(objective.Name);
        hash.Add(objective.Indicator);
        hash.Add(objective.Series);
        hash.Add(objective.Unit);
        hash.Add(objective.PartsPerEvent);
        Add(ref hash, objective.Target);
        hash.Add(objective.MinimumSamples);
        Add(ref hash, objective.Percentile);
        hash.Add(objective.Threshold?.Ticks ?? -1);
        hash.Add(objective.Slice?.Ticks ?? -1);
        hash.Add(BitConverter.DoubleToInt64Bits(objective.AtLeastPerSecond ?? -1));
        hash.Add(objective.Evaluation);
        hash.Add(objective.Metric);
        Add(ref hash, objective.Goal);
        hash.Add(objective.IsAtMost);
        foreach (var sentence in objective.Method)
        {
            hash.Add(sentence);
        }
    }

    private static void Add(ref StableHash hash, BreachConsequences? consequences)
    {
        hash.Add(consequences is not null);
        if (consequences is null)
        {
            return;
        }

        hash.Add(consequences.Priority);
        hash.Add(consequences.Freeze);
        hash.Add((long)consequences.Reopen);
        hash.Add(consequences.Postmortem?.Ticks ?? -1);
        hash.Add(consequences.Remediation?.Ticks ?? -1);
        hash.Add(consequences.Communication?.Within.Ticks ?? -1);
        foreach (var receiver in consequences.Communication?.Receivers ?? [])
        {
            hash.Add(receiver);
        }

        hash.Add(consequences.Review?.Breaches ?? -1);
        hash.Add(consequences.Review?.Within.Ticks ?? -1);
        hash.Add(consequences.Review?.IsOfObjective == true);
        Add(ref hash, consequences.Credits);
    }

    private static void Add(ref StableHash hash, ServiceCredits? credits)
    {
        hash.Add(credits?.Objective);
        Add(ref hash, credits?.Cap);
        Add(ref hash, credits?.Fee);
        hash.Add(credits?.Currency);
        Add(ref hash, credits?.MinimumAmount);
        hash.Add(credits?.ClaimWithin?.Ticks ?? -1);
        foreach (var tier in credits?.Tiers ?? [])
        {
            hash.Add(tier.Below);
            hash.Add(tier.Credit);
        }
    }

    private static void Add(ref StableHash hash, decimal? number)
    {
        hash.Add(number is not null);
        hash.Add(number ?? 0);
    }
}
