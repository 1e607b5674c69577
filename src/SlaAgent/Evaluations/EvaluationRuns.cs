using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Scheduling;

namespace SlaAgent.Evaluations;

/// <summary>
/// The runs of an evaluation. One that the agent's end interrupts is carried on with: what was answered counts, what was asked right when the agent ended is
/// not known and not asked again, and the rest is asked.
/// </summary>
internal sealed class EvaluationRuns(EvaluationPlan plan, RunSurroundings around) : IRunPlan
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    private EvaluationSeries? _series;
    private bool _isLoaded;

    /// <inheritdoc />
    public string Service => plan.Service.Name;

    /// <inheritdoc />
    public string Probe => plan.Probe.Name;

    /// <inheritdoc />
    public RunSchedule Schedule => plan.Probe.Schedule;

    /// <inheritdoc />
    public bool RunsAs(IRunPlan other) => other is EvaluationRuns { Plan: var next } && plan.RunsAs(next);

    private EvaluationPlan Plan => plan;

    /// <inheritdoc />
    public async Task<Sample> RunAsync(Instant scheduledAt, CancellationToken stopping)
    {
        // A journal that is still there is of a run whose result the ledger cannot take at present: it is in memory.
        around.Folder?.Remove(Service, Probe);
        if (DataSetFacts.Read(plan.Probe, out var problem, stopping) is not { } facts)
        {
            return Void(scheduledAt, problem!);
        }

        var version = await ServerVersion.AskAsync(plan.Service, plan.Probe, around.Clock, stopping);
        var reading = around.Clock.Read();
        var header = new JournalHeader(Service, Probe, reading.ToWall(scheduledAt), reading.Wall, facts.Hash, plan.Question, facts.Examples, version);
        using var journal = around.Folder?.Begin(header);
        return await AskAsync(scheduledAt, header, facts, journal, null, stopping);
    }

    /// <inheritdoc />
    public async Task<Sample?> ResumeAsync(CancellationToken stopping)
    {
        if (around.Folder?.Interrupted(Service, Probe) is not { } interrupted)
        {
            around.Folder?.Remove(Service, Probe);
            return null;
        }

        var header = interrupted.Header;
        var scheduledAt = around.Clock.Read().FromWall(header.ScheduledAt);
        var isKept = Series()?.LastAt == header.ScheduledAt;
        if (isKept || await around.IsDurable(Void(scheduledAt, "")))
        {
            // It had ended, and only its journal was still there.
            if (!isKept)
            {
                await CatchUpAsync(scheduledAt, interrupted, stopping);
            }

            around.Folder.Remove(Service, Probe);
            return null;
        }

        var facts = DataSetFacts.Read(plan.Probe, out var problem, stopping);
        var obstacle = interrupted.Void
            ?? (interrupted.IsDamaged ? "what it had asked is not known any more: its journal is damaged" : null)
            ?? (header.Question != plan.Question ? "the question was changed while the agent was stopped" : null)
            ?? problem
            ?? (header.DataSetHash != facts!.Hash || header.Examples != facts.Examples ? "the data set was changed while the agent was stopped" : null);
        if (obstacle is not null)
        {
            return Void(scheduledAt, obstacle) with { Examples = header.Examples, Unknown = header.Examples, DataSetHash = header.DataSetHash };
        }

        using var journal = around.Folder.Continue(interrupted);
        return journal is null
            ? Void(scheduledAt, "it was interrupted, and the disk does not let it be carried on with")
            : await AskAsync(scheduledAt, header, facts!, journal, interrupted, stopping);
    }

    /// <inheritdoc />
    Sample IRunPlan.Void(Instant scheduledAt, string reason) => Void(scheduledAt, reason);

    /// <inheritdoc />
    public async Task PublishedAsync(Sample result, CancellationToken stopping)
    {
        if (around.Folder is null || result is not EvaluationResult run)
        {
            return;
        }

        while (!await around.IsDurable(run))
        {
            await Task.Delay(s_betweenLooks, around.Clock.Time, stopping);
        }

        if (run.Void is null && _series is { } series)
        {
            around.Folder.Save(Service, Probe, series);
        }

        around.Folder.Remove(Service, Probe);
    }

    /// <summary>The result is kept, but the agent was killed before what the next run is compared with was: that is made from the journal, and nobody is asked.</summary>
    private async Task CatchUpAsync(Instant scheduledAt, JournalReading interrupted, CancellationToken stopping)
    {
        var header = interrupted.Header;
        var isWhole = interrupted is { Void: null, IsDamaged: false } && interrupted.Asked == header.Examples;
        if (!isWhole || header.Question != plan.Question || DataSetFacts.Read(plan.Probe, out _, stopping) is not { } facts || facts.Hash != header.DataSetHash)
        {
            return;
        }

        using var journal = around.Folder!.Continue(interrupted);
        if (journal is null)
        {
            return;
        }

        var tally = new RunTally(plan.Rules, facts.Examples, plan.Probe.MaxErrors);
        await new ExampleRun(plan, facts, tally, around) { Journal = journal, Interrupted = interrupted }.RunAsync(stopping);
        if (Ended(scheduledAt, header, tally, tally.Version ?? header.VersionBefore).Void is null)
        {
            around.Folder.Save(Service, Probe, _series!);
        }
    }

    private async Task<Sample> AskAsync(
        Instant scheduledAt, JournalHeader header, DataSetFacts facts, RunJournal? journal, JournalReading? interrupted, CancellationToken stopping)
    {
        var tally = new RunTally(plan.Rules, facts.Examples, plan.Probe.MaxErrors);
        around.Progress.Begin(Service, Probe, tally);
        try
        {
            await new ExampleRun(plan, facts, tally, around) { Journal = journal, Interrupted = interrupted }.RunAsync(stopping);
            var after = await ServerVersion.AskAsync(plan.Service, plan.Probe, around.Clock, stopping);
            if (header.VersionBefore is { } before && after is not null && before != after)
            {
                tally.MakeVoid($"the model's version changed in the middle of the run: {before}, then {after}");
            }

            var result = Ended(scheduledAt, header, tally, tally.Version ?? after ?? header.VersionBefore);
            if (result.Void is { } reason && journal is not null)
            {
                await journal.AddAsync(JournalLine.OfVoid(reason));
            }

            return result;
        }
        finally
        {
            around.Progress.End(Service, Probe);
            if (journal?.Problem is { } problem)
            {
                around.Folder!.SayNotResumable(Service, Probe, problem);
            }
        }
    }

    private EvaluationResult Ended(Instant scheduledAt, JournalHeader header, RunTally tally, string? version)
    {
        var reading = around.Clock.Read();
        var duration = reading.Wall - header.StartedAt;
        var result = EvaluationResults.Of(plan, scheduledAt, reading, duration > TimeSpan.Zero ? duration : TimeSpan.Zero, header.DataSetHash, version, tally);
        var before = Series();
        if (result.Void is not null)
        {
            return result with { SeriesFrom = before?.From ?? result.SeriesFrom };
        }

        (_series, result) = EvaluationSeries.Next(before, result, header.ScheduledAt, plan.Question, tally.Items);
        return result;
    }

    private EvaluationResult Void(Instant scheduledAt, string reason)
    {
        var result = EvaluationResults.Void(plan, scheduledAt, around.Clock.Read(), reason);
        return Series() is { } series ? result with { SeriesFrom = series.From } : result;
    }

    private EvaluationSeries? Series()
    {
        if (!_isLoaded)
        {
            _series = around.Folder?.Load(Service, Probe);
            _isLoaded = true;
        }

        return _series;
    }
}
