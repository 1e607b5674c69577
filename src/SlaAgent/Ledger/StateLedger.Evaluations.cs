namespace SlaAgent.Ledger;

/// <summary>What is asked of runs of evaluations.</summary>
internal sealed partial class StateLedger
{
    private List<Question> _asked = [];

    /// <summary>
    /// Whether a run of an evaluation is on disk, for good: what led to it need not be kept. What was enqueued before is written first. False where the disk does
    /// not answer, and after the end.
    /// </summary>
    public Task<bool> HasEvaluationAsync(string service, string probe, DateTimeOffset scheduledAt)
    {
        var question = new Question(service, probe, scheduledAt, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_pendingGate)
        {
            if (_stopping)
            {
                return Task.FromResult(false);
            }

            _asked.Add(question);
        }

        _wake.Set();
        return question.Answer.Task;
    }

    private void Answer(List<Question> asked)
    {
        foreach (var question in asked)
        {
            var found = _database is { } database && Attempt(() => question.IsFound = (_database ?? database).HasEvaluation(question.Service, question.Probe, question.At));
            question.Answer.TrySetResult(found && question.IsFound);
        }
    }

    private sealed record Question(string Service, string Probe, DateTimeOffset At, TaskCompletionSource<bool> Answer)
    {
        public bool IsFound { get; set; }
    }
}
