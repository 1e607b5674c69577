using CsCheck;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Tests.Accuracy.Examples;

namespace SlaAgent.Core.Tests.Accuracy;

public sealed class TextScoreTests
{
    [Theory]
    [InlineData("Paris", "Paris", true)]
    [InlineData(" Paris\n", "Paris ", true)]
    [InlineData("paris", "Paris", false)]
    [InlineData("-5", "5", false)]
    [InlineData("", "", true)]
    public void Exact(string prediction, string label, bool isRight) => IsRight(ScoreName.ExactMatch, prediction, label, isRight);

    [Theory]
    [InlineData("It is Paris.", "Paris", true)]
    [InlineData("It is paris.", "Paris", false)]
    [InlineData("Par is", "Paris", false)]
    public void Contains(string prediction, string label, bool isRight) => IsRight(ScoreName.Contains, prediction, label, isRight);

    [Theory]
    [InlineData("order 1234 it is", @"\d{4}", true)]
    [InlineData("order 123 it is", @"\d{4}", false)]
    [InlineData("1234", @"^\d{4}$", true)]
    public void Regex_of_the_label(string prediction, string label, bool isRight) => IsRight(ScoreName.RegexMatch, prediction, label, isRight);

    [Fact]
    public void Regex_of_the_probe()
    {
        var rules = new ScoringRules { Task = EvaluationTask.Generation, Pattern = "^[a-z]+$", Wanted = [new ScoreRequest(ScoreName.RegexMatch, 0.95m)] };
        Assert.Equal(2, Only(Of(rules, [("(", "yes", null), ("", "no", null), ("x", "No", null)])).Good);
    }

    [Theory]
    [InlineData("42", "42.0", 0, true)]
    [InlineData(" 42\n", "42", 0, true)]
    [InlineData("0.1", "0.4", 0.3, true)]
    [InlineData("0.09", "0.4", 0.3, false)]
    [InlineData("1e3", "1000", 0, true)]
    [InlineData("1,000", "1000", 0, false)]
    [InlineData("the answer is 42", "42", 0, false)]
    [InlineData("1e-30", "0", 0, false)]
    [InlineData("NaN", "0", 1e300, false)]
    [InlineData("79228162514264337593543950336", "79228162514264337593543950336", 0, true)]
    public void Numbers(string prediction, string label, double tolerance, bool isRight)
    {
        var rules = new ScoringRules { Task = EvaluationTask.Generation, Tolerance = tolerance, Wanted = [new ScoreRequest(ScoreName.NumericMatch, 0.95m)] };
        Assert.Equal(isRight ? 1 : 0, Only(Of(rules, [(label, prediction, null)])).Good);
    }

    [Theory]
    [InlineData("""{"b":[1,2.0],"a":null}""", """{ "a": null, "b": [1.0, 2] }""", true)]
    [InlineData("""{"a":[2,1]}""", """{"a":[1,2]}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("1e2", "100", true)]
    [InlineData("Here you are: {}", "{}", false)]
    public void Json(string prediction, string label, bool isRight) => IsRight(ScoreName.JsonEqual, prediction, label, isRight);

    [Fact]
    public void Json_nested_too_deep_is_no_match() =>
        IsRight(ScoreName.JsonEqual, new string('[', 100_000) + new string(']', 100_000), "[]", false);

    [Theory]
    [InlineData("The cat sat.", "cat sat", 1)]
    [InlineData("a cat", "the dog", 0)]
    [InlineData("It's Paris, France", "paris", 0.5)]
    [InlineData("to be or not to be", "to be", 0.5)]
    [InlineData("the", "a", 1)]
    [InlineData("the", "cat", 0)]
    public void Words_that_are_shared(string prediction, string label, double f1) => Assert.Equal(f1, WordOverlap.F1(prediction, label), 1e-12);

    [Theory]
    [InlineData("police killed the gunman", "police kill the gunman", 0.75)]
    [InlineData("the gunman kill police", "police kill the gunman", 0.5)]
    [InlineData("Ärzte, heilen!", "ärzte heilen", 1)]
    [InlineData("", "x", 0)]
    [InlineData("...", "", 1)]
    public void Longest_common_subsequence(string prediction, string label, double f1) => Assert.Equal(f1, CommonSubsequence.F1(prediction, label), 1e-12);

    [Fact]
    public void Subsequences_are_as_long_as_by_the_definition() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 9], Gen.Int[0, 3].Array[1, 9]).Sample((left, right) =>
        {
            var longest = Enumerable.Range(0, 1 << left.Length)
                .Select(chosen => left.Where((_, i) => (chosen >> i & 1) == 1).ToArray())
                .Where(part => IsWithin(part, right))
                .Max(part => part.Length);
            Assert.Equal(2.0 * longest / (left.Length + right.Length), CommonSubsequence.F1(string.Join(' ', left), string.Join(' ', right)), 1e-12);
        });

    [Fact]
    public void Very_long_texts_are_cut() =>
        Assert.Equal(1, CommonSubsequence.F1(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"w{i} ")), string.Concat(Enumerable.Range(0, 50_000).Select(i => $"w{i} "))));

    [Fact]
    public void Means_of_texts()
    {
        var scores = ScoreBook.Of(Texts(Times(30, ("cat", "cat")).Concat(Times(10, ("cat", "dog"))), ScoreName.TokenF1, ScoreName.RougeL));
        Assert.All(scores, score => Assert.Equal(0.75, score.Value!.Value, 12));
        Assert.All(scores, score => Assert.Equal(ScoreBook.Bca, score.Method));
        Assert.All(scores, score => Assert.InRange(score.Lower!.Value, 0.55, 0.65));
    }

    private static bool IsWithin(int[] part, int[] whole)
    {
        var next = 0;
        foreach (var item in whole)
        {
            next += next < part.Length && part[next] == item ? 1 : 0;
        }

        return next == part.Length;
    }

    private static void IsRight(string metric, string prediction, string label, bool isRight) =>
        Assert.Equal(isRight ? 1 : 0, Only(Texts([(label, prediction)], metric)).Good);
}
