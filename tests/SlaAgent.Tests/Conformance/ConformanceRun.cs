using System.Collections.Concurrent;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Conformance;

/// <summary>The whole suite, run once: every subject with every question in every situation.</summary>
public sealed class ConformanceRun
{
    private const int AtATime = 6;
    private readonly Lazy<Task<IReadOnlyList<Trial>>> _trials = new(RunAsync);

    internal Task<IReadOnlyList<Trial>> Trials => _trials.Value;

    private static async Task<IReadOnlyList<Trial>> RunAsync()
    {
        using var certificates = new Certificates();
        using var certificate = certificates.Issue();
        using var token = new TemporaryFile(ConformanceBench.Token);
        var trials = new ConcurrentDictionary<(Subject, Question), IReadOnlyList<Trial>>();
        var asked = Subjects.All.SelectMany(subject => subject.Questions.Select(question => (Subject: subject, Question: question))).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(asked, options, async (one, stopping) =>
            trials[one] = await new ConformanceBench(one.Subject, one.Question, certificate, certificates.CaFile.Path, token.Path).RunAsync(stopping));
        return [.. asked.SelectMany(one => trials[one])];
    }
}
