using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Reports;

/// <summary>
/// Reads of a record what one report is made of, and checks its chain on the way. Hours outside the time that is asked for are left out but for the first of each series, so that the
/// report of a month takes no more memory from a long record than from a short one.
/// </summary>
internal sealed class ReportRecord
{
    private readonly ReportQuery _query;
    private readonly bool _keepsAll;
    private readonly List<LedgerEntry> _entries = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private PeriodChoice? _assumed;
    private DateTimeOffset? _begin;
    private DateTimeOffset? _end;

    private ReportRecord(ReportQuery query, bool keepsAll) => (_query, _keepsAll) = (query, keepsAll);

    /// <summary>Names of all agreements on the record.</summary>
    public SortedSet<string> Agreements { get; } = new(StringComparer.Ordinal);

    /// <summary>The terms that were agreed last; null where the agreement is not on the record.</summary>
    public AgreementTerms? Terms { get; private set; }

    /// <summary>When the record begins.</summary>
    public DateTimeOffset? Begin => _begin;

    /// <summary>When its last entry was made.</summary>
    public DateTimeOffset? End => _end;

    /// <summary>Whether something was counted that is not on the record yet.</summary>
    public bool HasOpenHours { get; private set; }

    /// <summary>What a report is made of.</summary>
    /// <exception cref="RecordUnreadableException">The record cannot be read.</exception>
    /// <exception cref="ReportFailure">The agreement is not on the record, or the period is none.</exception>
    public static (ReportRequest Request, ReportRecord Record, PeriodChoice Choice) Read(ReportQuery query, string folderOrFile)
    {
        var (request, record, choice) = Read(query, folderOrFile, keepsAll: false);

        // The agreement had another calendar before: what was left out by that may be needed by this.
        return record._assumed is { } assumed && assumed.Period != choice.Period ? Read(query, folderOrFile, keepsAll: true) : (request, record, choice);
    }

    private static (ReportRequest Request, ReportRecord Record, PeriodChoice Choice) Read(ReportQuery query, string folderOrFile, bool keepsAll)
    {
        var record = new ReportRecord(query, keepsAll);
        using var source = RecordSource.Open(folderOrFile);
        var findings = RecordCheck.Run(source, new Dictionary<string, byte[]>(), record.Take);
        if (record.Terms is not { } terms)
        {
            throw new ReportFailure(
                record.Agreements.Count == 0 ? ReportFailureKind.Absent : ReportFailureKind.Unknown,
                record.Agreements.Count == 0
                    ? $"there is no agreement on the record in {source.Name} yet; an agent of this version puts it there when it runs"
                    : $"there is no agreement '{query.Agreement}' on the record, but {string.Join(", ", record.Agreements)}");
        }

        var choice = PeriodChoice.Of(query, terms, record._begin);
        var open = source is DatabaseRecord database ? database.OpenHours() : [];
        record.HasOpenHours = open.Count > 0;
        return (record.Request(findings, choice, open), record, choice);
    }

    private void Take(ChainEntry entry, EvidenceItem? item)
    {
        _begin ??= entry.At;
        _end = entry.At;
        if (item is EvidenceItem.TermsAgreed(var terms))
        {
            Agreements.Add(terms.Name);
            if (terms.Name == _query.Agreement)
            {
                Terms = terms;
                _assumed ??= _keepsAll ? null : PeriodChoice.Of(_query, terms, _begin);
            }
        }

        if (item is not null && (item is not EvidenceItem.HourClosed hour || IsKept(hour)))
        {
            _entries.Add(new LedgerEntry(entry.Number, entry.At, item, entry.HashText));
        }
    }

    private bool IsKept(EvidenceItem.HourClosed hour)
    {
        var isFirst = hour.Series.Aggregate(false, (any, series) => _begun.Add(series.Series) || any);
        return isFirst || _assumed is null || _assumed.Holds(hour.From);
    }

    private ReportRequest Request(ChainFindings findings, PeriodChoice choice, IReadOnlyList<EvidenceItem.HourClosed> openHours) => new()
    {
        Agreement = _query.Agreement,
        Period = choice.Period,
        Previous = choice.Previous,
        Now = _query.Now,
        Record = new(findings.First, findings.Last, findings.Entries > 0 ? findings.Head : null, _begin),
        Entries = _entries,
        OpenHours = openHours,
        Chain = ChainText.Of(findings),
    };
}
