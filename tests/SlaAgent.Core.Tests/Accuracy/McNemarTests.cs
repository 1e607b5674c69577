using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class McNemarTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(10, 25, 0.01667384780012071)]
    [InlineData(1_000_000, 1_000_000, 1)]
    [InlineData(0, 5_000_000, 0)]
    public void Two_sided_and_exact(long onlyBefore, long onlyNow, double expected) => Assert.Equal(expected, McNemar.PValue(onlyBefore, onlyNow), 1e-9);

    [Fact]
    public void Only_examples_that_both_answered_are_compared() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]).Array[0, 300].Sample(answers =>
        {
            var (before, now) = (new AnswerBits(), new AnswerBits());
            for (var i = 0; i < answers.Length; i++)
            {
                Set(before, i, answers[i].Item1);
                Set(now, i, answers[i].Item2);
            }

            var comparison = McNemar.Compare("v1", AnswerBits.FromBytes(before.ToBytes())!, AnswerBits.FromBytes(now.ToBytes())!);
            var common = answers.Count(pair => pair is { Item1: < 2, Item2: < 2 });
            var onlyBefore = answers.Count(pair => pair is (1, 0));
            var onlyNow = answers.Count(pair => pair is (0, 1));
            Assert.Equal(common == 0 ? null : new ModelComparison("v1", common, onlyBefore, onlyNow, McNemar.PValue(onlyBefore, onlyNow)), comparison);
        });

    [Fact]
    public void Bits_are_of_the_example_wherever_it_came()
    {
        var items = Examples.Classes([], ScoreName.Accuracy);
        Assert.Null(items.Add(1_000_000, "a", "a"));
        Assert.Null(items.Add(3, "a", "b"));
        var bits = items.RightAnswers()!;
        Assert.Equal((true, true), (bits.IsKnown(1_000_000), bits.IsRight(1_000_000)));
        Assert.Equal((true, false), (bits.IsKnown(3), bits.IsRight(3)));
        Assert.Equal((false, false), (bits.IsKnown(4), bits.IsRight(4)));
        Assert.False(bits.IsKnown(-1));
        Assert.False(bits.IsKnown(3_999_999));
        Assert.Null(Examples.Of(EvaluationTask.Regression, [("1", "1", null)]).RightAnswers());
    }

    [Theory]
    [InlineData(ScoreName.Contains, true)]
    [InlineData(ScoreName.ExactMatch, false)]
    [InlineData(ScoreName.RougeL, false)]
    public void A_text_is_right_by_the_first_share_that_is_asked_for(string metric, bool isRight) =>
        Assert.Equal(isRight, Examples.Texts([("Paris", "It is Paris.")], metric).RightAnswers()!.IsRight(0));

    [Theory]
    [InlineData(15)]
    [InlineData(1_000_016)]
    public void Bytes_that_are_none_of_ours_are_refused(int length) => Assert.Null(AnswerBits.FromBytes(new byte[length]));

    [Fact]
    public void An_answer_right_but_not_known_is_none_of_ours() =>
        Assert.Null(AnswerBits.FromBytes([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]));

    private static void Set(AnswerBits bits, int index, int answer)
    {
        if (answer < 2)
        {
            bits.Set(index, answer == 1);
        }
    }
}
