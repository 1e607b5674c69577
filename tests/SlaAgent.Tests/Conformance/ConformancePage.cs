using System.Text;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Conformance;

/// <summary>The tables of docs/model-servers.md that say what was tried: written from what the suite got.</summary>
internal static class ConformancePage
{
    private const string Begin = "<!-- tried: written by the conformance suite (tests/SlaAgent.Tests/Conformance) from what it got; renew with SLAAGENT_RENEW_DOCS=1 and the tests -->\n";
    private const string End = "<!-- /tried -->\n";

    /// <summary>Holds the page against what came, or writes it anew where the environment says so.</summary>
    public static void Check(IReadOnlyList<Trial> trials) => WrittenPage.Check("docs/model-servers.md", Begin, Tables(trials), End);

    private static string Tables(IReadOnlyList<Trial> trials)
    {
        var text = new StringBuilder();
        foreach (var (question, title) in new[] { (Question.Health, "Health"), (Question.Answer, "Inference, the answer in one piece"), (Question.Stream, "Inference, the answer a stream") })
        {
            var asked = trials.Where(trial => trial.Question == question).ToList();
            var columns = Situations.All.Where(situation => asked.Exists(trial => trial.Situation == situation)).ToList();
            text.Append($"\n### {title}\n\n| |{string.Concat(columns.Select(column => $" {column.Name} |"))}\n| --- |{string.Concat(columns.Select(_ => " --- |"))}\n");
            foreach (var row in asked.GroupBy(trial => trial.Subject))
            {
                text.Append($"| {row.Key.Title} |{string.Concat(columns.Select(column => $" {Cell(row.FirstOrDefault(trial => trial.Situation == column))} |"))}\n");
            }

            text.Append(Reasons(asked));
        }

        return text.Append('\n').ToString();
    }

    private static string Cell(Trial? trial) => trial is null
        ? "–"
        : trial.Subject.DeviationIn(trial.Situation, trial.Question) is null ? trial.Result.Outcome.Name() : $"**{trial.Result.Outcome.Name()}**";

    private static string Reasons(IEnumerable<Trial> asked)
    {
        var deviations = asked.Select(trial => (trial, Deviation: trial.Subject.DeviationIn(trial.Situation, trial.Question))).Where(pair => pair.Deviation is not null).ToList();
        var lines = deviations.GroupBy(pair => (pair.Deviation!.Because, pair.Deviation.Outcome)).Select(reason =>
        {
            var who = string.Join("; ", reason.Select(pair => pair.trial.Subject.Title).Distinct());
            var when = string.Join(", ", reason.Select(pair => pair.trial.Situation.Name).Distinct());
            return $"- **{reason.Key.Outcome.Name()}** of {who} ({when}): {reason.Key.Because}.\n";
        });
        return deviations.Count == 0 ? "" : "\n" + string.Concat(lines);
    }
}
