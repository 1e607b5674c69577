using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>What an agreement promised when.</summary>
internal sealed class TermsHistory
{
    private readonly List<TermsStretch> _stretches = [];

    /// <summary>Terms that hold from <paramref name="at"/> on. The first on the record hold for what was counted before them too: nothing else is known of that time.</summary>
    public void Agree(DateTimeOffset at, AgreementTerms terms)
    {
        End(at);
        _stretches.Add(new(_stretches.Count == 0 ? DateTimeOffset.MinValue : at, DateTimeOffset.MaxValue, terms));
    }

    /// <summary>The agreement is judged no longer.</summary>
    public void End(DateTimeOffset at)
    {
        if (_stretches is [.., { } last] && last.To > at)
        {
            _stretches[^1] = last with { To = at };
        }
    }

    /// <summary>The terms that held last in a time; null where none did.</summary>
    public AgreementTerms? LastIn(DateTimeOffset from, DateTimeOffset to) => _stretches.FindLast(stretch => stretch.From < to && stretch.To > from)?.Terms;

    /// <summary>When the agreement ceased to be judged within a time; null where it did not.</summary>
    public DateTimeOffset? EndedIn(DateTimeOffset from, DateTimeOffset to) => _stretches is [.., { } last] && last.To > from && last.To < to ? last.To : null;

    /// <summary>The stretches of each objective within a time: one, unless its terms changed. Objectives come in the order of the last terms, dropped ones after them.</summary>
    public IReadOnlyList<IReadOnlyList<ObjectiveStretch>> ObjectivesIn(DateTimeOffset from, DateTimeOffset to)
    {
        var found = new Dictionary<string, List<ObjectiveStretch>>(StringComparer.Ordinal);
        foreach (var stretch in _stretches.Where(stretch => stretch.From < to && stretch.To > from && stretch.To > stretch.From))
        {
            foreach (var terms in stretch.Terms.Objectives)
            {
                if (!found.TryGetValue(terms.Name, out var list))
                {
                    found[terms.Name] = list = [];
                }

                Add(list, new(stretch.From < from ? from : stretch.From, stretch.To > to ? to : stretch.To, terms));
            }
        }

        var order = (LastIn(from, to)?.Objectives ?? []).Select(terms => terms.Name).Concat(found.Keys).Distinct(StringComparer.Ordinal);
        return [.. order.Where(found.ContainsKey).Select(name => found[name])];
    }

    private static void Add(List<ObjectiveStretch> list, ObjectiveStretch stretch)
    {
        if (list is not [.., { } last] || last.To != stretch.From || last.Terms with { Method = stretch.Terms.Method } != stretch.Terms)
        {
            list.Add(stretch);
            return;
        }

        var isReworded = last.Terms.Method != stretch.Terms.Method;
        list[^1] = stretch with { From = last.From, Reworded = isReworded ? [.. last.Reworded, stretch.From] : last.Reworded };
    }
}
