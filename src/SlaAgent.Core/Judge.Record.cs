using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly TermsRecord _termsRecord = new();
    private readonly ExclusionRecord _exclusionRecord = new();

    /// <summary>What changed since the last call of what is on the record. It belongs into one transaction with what <see cref="TakeEvidence"/> gives at the same moment.</summary>
    public RecordChanges TakeRecordChanges()
    {
        var (going, recordedTo) = _exclusionRecord.TakeChanges();
        return new RecordChanges(_termsRecord.TakeChanges(), going, recordedTo) { ForgottenAdjustments = _adjustments.TakeForgotten() };
    }

    private void AdvanceRecord()
    {
        _termsRecord.Advance(_configuration, _evidence);
        _exclusionRecord.Advance(_configuration, _clock.Wall, _evidence);
    }

    private void AdoptRecord(Past past)
    {
        _termsRecord.Adopt(past.Terms);
        _exclusionRecord.Adopt(past.Exclusions, past.ExclusionsTo);
        AdoptAdjustments(past);
    }

    /// <summary>Puts a run on the record; its times are wall times.</summary>
    private void Record(EvaluationRun run) => _evidence.Add(new EvidenceItem.Evaluated(new EvaluationFact
    {
        Service = run.Result.Service,
        Probe = run.Result.Probe == EvaluationResult.OfFeedback ? Objectives.EventSource.FeedbackName : run.Result.Probe,
        At = new DateTimeOffset(run.Result.ScheduledAt.Ticks, TimeSpan.Zero),
        Examples = run.Result.Examples,
        Scored = run.Result.Scored,
        Failed = run.Result.Failed,
        DataSetHash = run.Result.DataSetHash.Length > 0 ? run.Result.DataSetHash : null,
        ModelVersion = run.Result.ModelVersion,
        Void = run.Result.Void ?? run.Waived,
        Excluded = run.Excluded,
        Scores = [.. run.Result.Scores.Select(score => new ScoreFact(score.Metric, score.Value, score.Lower, score.Upper))],
    }));

    /// <summary>Puts a pause on the record as it is now.</summary>
    private void Record(Pause pause) => _evidence.Add(new EvidenceItem.Excluded(new ExclusionFact
    {
        Id = pause.Id,
        Agreement = pause.Agreement,
        Objectives = pause.Objectives,
        Name = "pause",
        From = pause.From,
        To = pause.EndedAt ?? pause.PlannedEnd,
        IsOver = pause.EndedAt is not null,
        By = pause.By,
        Reason = pause.Reason,
    }));
}
