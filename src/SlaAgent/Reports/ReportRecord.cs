using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Reports;

/// <summary>
/// Reads of a record what one report is made of, and checks its chain on the way. Of hours outside the time that is asked for, but for the first of each series, only the hash is checked, so that the
/// report of a month takes hardly more time or memory from a long record than from a short one.
/// </summary>
internal sealed class ReportRecord
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PeriodChoice _choice;
    private readonly HashSet<string> _timed;
    private readonly HourOutline _outline = new();
    private readonly List<LedgerEntry> _entries = [];

    private ReportRecord(PeriodChoice choice, HashSet<string> timed) => (_choice, _timed) = (choice, timed);

    /// <summary>When the record begins.</summary>
    public DateTimeOffset? Begin { get; private set; }

    /// <summary>When its last entry was made.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>Whether something was counted that is not on the record yet.</summary>
    public bool HasOpenHours { get; private set; }

    /// <summary>What a report is made of.</summary>
    /// <exception cref="RecordUnreadableException">The record cannot be read.</exception>
    /// <exception cref="ReportFailure">The agreement is not on the record, or the period is none.</exception>
    public static (ReportRequest Request, ReportRecord Record, PeriodChoice Choice) Read(ReportQuery query, string folderOrFile)
    {
        using var source = RecordSource.Open(folderOrFile);
        var agreed = Agreed(query, source);
        var choice = PeriodChoice.Of(query, agreed[^1], source.Begin());
        var record = new ReportRecord(choice, [.. agreed.SelectMany(terms => terms.Objectives).Select(terms => terms.Series).OfType<string>()]);
        var findings = RecordCheck.Run(source, new Dictionary<string, byte[]>(), record.Take, record.Wants);
        var open = source is DatabaseRecord database ? database.OpenHours() : [];
        record.HasOpenHours = open.Count > 0;
        return (record.Request(query, findings, open), record, choice);
    }

    /// <summary>What the agreement promised, in order; the terms that were agreed last say which time is meant.</summary>
    private static List<AgreementTerms> Agreed(ReportQuery query, RecordSource source)
    {
        var all = source.OfKind(EvidenceText.TermsAgreed).Select(entry => EvidenceText.ReadOrNone(entry.Kind, entry.Body.Span)).OfType<EvidenceItem.TermsAgreed>().Select(agreed => agreed.Terms).ToList();
        if (all.Count == 0)
        {
            throw new ReportFailure(ReportFailureKind.Absent, $"there is no agreement on the record in {source.Name} yet; an agent of this version puts it there when it runs");
        }

        var own = all.FindAll(terms => terms.Name == query.Agreement);
        return own.Count > 0
            ? own
            : throw new ReportFailure(
                ReportFailureKind.Unknown,
                $"there is no agreement '{query.Agreement}' on the record, but {string.Join(", ", all.Select(terms => terms.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}");
    }

    private bool Wants(ChainEntry entry) =>
        entry.Kind != EvidenceText.HourClosed || (_outline.Read(entry.Body.Span) is var (from, hasNew) && (hasNew || _choice.Holds(from)));

    private void Take(ChainEntry entry, EvidenceItem? item)
    {
        Begin ??= entry.At;
        End = entry.At;
        if (item is not null)
        {
            _entries.Add(new LedgerEntry(entry.Number, entry.At, item is EvidenceItem.HourClosed hour ? Lean(hour) : item, entry.HashText));
        }
    }

    /// <summary>Latencies are most of an hour: they are kept only where they are shown.</summary>
    private EvidenceItem.HourClosed Lean(EvidenceItem.HourClosed hour)
    {
        var isShown = hour.From > _choice.Period.From - Hour;
        return hour with { Series = [.. hour.Series.Select(series => isShown && _timed.Contains(series.Series) ? series : series with { Latencies = null })] };
    }

    private ReportRequest Request(ReportQuery query, ChainFindings findings, IReadOnlyList<EvidenceItem.HourClosed> openHours) => new()
    {
        Agreement = query.Agreement,
        Period = _choice.Period,
        Previous = _choice.Previous,
        Now = query.Now,
        Record = new(findings.First, findings.Last, findings.Entries > 0 ? findings.Head : null, Begin),
        Entries = _entries,
        OpenHours = openHours,
        Chain = ChainText.Of(findings),
    };
}
