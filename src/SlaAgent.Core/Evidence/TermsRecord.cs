using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>Puts terms on the record when they come into force, change or end, and not again at each start.</summary>
internal sealed class TermsRecord
{
    private readonly Dictionary<string, string> _recorded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _changes = new(StringComparer.Ordinal);
    private AgentConfiguration? _looked;

    /// <summary>Knows what is on the record already.</summary>
    /// <param name="terms">By agreement, what <see cref="TermsHash"/> says of the terms recorded last.</param>
    public void Adopt(IEnumerable<KeyValuePair<string, string>> terms)
    {
        foreach (var (agreement, hash) in terms)
        {
            _recorded[agreement] = hash;
        }
    }

    /// <summary>Puts on the record what is in force now and was not before.</summary>
    public void Advance(AgentConfiguration configuration, List<EvidenceItem> evidence)
    {
        if (ReferenceEquals(configuration, _looked))
        {
            return;
        }

        _looked = configuration;
        foreach (var ended in _recorded.Keys.Except(configuration.Agreements.Select(agreement => agreement.Name)).ToList())
        {
            _recorded.Remove(ended);
            _changes[ended] = null;
            evidence.Add(new EvidenceItem.TermsEnded(ended));
        }

        foreach (var agreement in configuration.Agreements)
        {
            var terms = Terms.Of(configuration.Services.First(service => service.Name == agreement.Service), agreement);
            var hash = TermsHash.Of(terms);
            if (_recorded.GetValueOrDefault(agreement.Name) != hash)
            {
                _recorded[agreement.Name] = hash;
                _changes[agreement.Name] = hash;
                evidence.Add(new EvidenceItem.TermsAgreed(terms));
            }
        }
    }

    /// <summary>What changed since the last call, by agreement; null for one that is no longer judged.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        KeyValuePair<string, string?>[] taken = [.. _changes];
        _changes.Clear();
        return taken;
    }
}
