using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Tests.Conformance;

/// <summary>Every preset against the server that it is for: what comes of each situation, by one request each time.</summary>
public sealed class ConformanceTests(ConformanceRun run) : IClassFixture<ConformanceRun>
{
    public static TheoryData<string, Question> Asked =>
        [.. Subjects.All.SelectMany(subject => subject.Questions.Select(question => new TheoryDataRow<string, Question>(subject.Title, question)))];

    [Fact]
    public void No_preset_is_left_out() =>
        Assert.Equal(PresetCatalog.Capabilities.Keys.Order(StringComparer.Ordinal), Subjects.All.Select(subject => subject.Preset).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task What_comes_of_each_situation_is_what_must(string subject, Question question)
    {
        var trials = await TrialsAsync(subject, question);
        Assert.Empty(trials.Where(trial => trial.Result.Outcome != trial.Subject.Expected(trial.Situation, question))
            .Select(trial => $"{trial} instead of {trial.Subject.Expected(trial.Situation, question).Name()}"));
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Each_probe_is_one_request(string subject, Question question)
    {
        var trials = await TrialsAsync(subject, question);
        Assert.Empty(trials.Where(trial => trial.Received != Requests(trial)).Select(trial => $"{trial}: {trial.Received} requests"));
        Assert.All(trials, trial => Assert.InRange(trial.Served.Count, 0, trial.Question == Question.Health ? 0 : 1));

        static long Requests(Trial trial) =>
            trial.Situation.Door == Door.UntrustedTls || (trial.Question == Question.Health && trial.Subject.ConnectsOnly) ? 0 : 1;
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task No_deviation_says_what_the_rule_says(string subject, Question question)
    {
        var trials = await TrialsAsync(subject, question);
        Assert.DoesNotContain(trials, trial => trial.Subject.DeviationIn(trial.Situation, question)?.Outcome == trial.Situation.Rule(question, trial.Subject.IsGrpc));
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Tokens_are_those_that_the_server_made(string subject, Question question)
    {
        var generated = (await TrialsAsync(subject, question)).Where(trial => question != Question.Health && trial.Subject.Body is null).ToList();
        foreach (var trial in generated.Where(trial => trial.Result.Outcome == Outcome.Success && trial.Situation.Name != Situations.EndsEarly))
        {
            var served = Assert.Single(trial.Served);
            Assert.InRange(served.OutputTokens, 2, 8);
            Assert.Equal(trial.Subject.EstimatesTokens, trial.Result.TokensEstimated);
            Assert.True(trial.Result.TokensEstimated && question == Question.Answer || served.OutputTokens == trial.Result.OutputTokens, trial.ToString());
            Assert.Equal(question == Question.Stream, trial.Result.TimeToFirstToken is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_stream_that_breaks_keeps_its_first_token(string subject, Question question)
    {
        var streams = (await TrialsAsync(subject, question)).Where(trial => question == Question.Stream);
        foreach (var trial in streams.Where(trial => trial.Situation.Name is Situations.SilentWithin or Situations.ErrorWithin or Situations.CutOff or Situations.EndsEarly))
        {
            Assert.True(trial.Result.TimeToFirstToken is not null && trial.Result.OutputTokens > 0, trial.ToString());
        }
    }

    [Fact]
    public async Task The_page_says_what_was_tried() => ConformancePage.Check(await run.Trials);

    private async Task<IReadOnlyList<Trial>> TrialsAsync(string subject, Question question)
    {
        var trials = (await run.Trials).Where(trial => trial.Subject.Title == subject && trial.Question == question).ToList();
        Assert.NotEmpty(trials);
        return trials;
    }
}
