using CsCheck;
using SlaAgent.DemoServer.Generation;

namespace SlaAgent.DemoServer.Tests.Generation;

public sealed class MarkovTextModelTests
{
    private static readonly MarkovTextModel Model = MarkovTextModel.Load();

    [Fact]
    public void The_same_prompt_and_seed_give_the_same_text() =>
        Assert.Equal(Model.Generate("Why?", 3, 200).Text, Model.Generate("Why?", 3, 200).Text);

    [Fact]
    public void Another_seed_gives_another_text() =>
        Assert.True(Enumerable.Range(0, 20).Select(seed => Model.Generate("Why?", seed, 200).Text).Distinct().Count() > 10);

    [Fact]
    public void A_text_never_has_more_tokens_than_allowed_and_says_when_it_was_cut() =>
        Gen.Select(Gen.String, Gen.Long, Gen.Int[1, 60]).Sample((prompt, seed, limit) =>
        {
            var whole = Model.Generate(prompt, seed, 100_000);
            var limited = Model.Generate(prompt, seed, limit);

            Assert.InRange(limited.Tokens.Length, 1, limit);
            Assert.StartsWith(limited.Text, whole.Text, StringComparison.Ordinal);
            Assert.Equal(whole.Tokens.Length > limit, limited.CutShort);
            Assert.False(whole.CutShort);
        });

    [Fact]
    public void A_text_is_made_of_the_tokens_that_its_length_counts() =>
        Gen.Long.Sample(seed =>
        {
            var generated = Model.Generate("prompt", seed, 1000);

            Assert.Equal(WordTokens.Split(generated.Text), generated.Tokens);
        });

    [Fact]
    public void The_model_does_more_than_repeat_its_sentences()
    {
        var known = Enumerable.Range(0, 200).Select(seed => Model.Generate("", seed, 1000).Text.Split(". ")[0].TrimEnd('.')).ToHashSet();

        Assert.True(known.Count > 30, $"{known.Count} different first sentences");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  \n ", 0)]
    [InlineData("one", 1)]
    [InlineData("Is it up, really?", 6)]
    [InlineData("  two\twords ", 2)]
    public void Prompt_tokens_are_words_and_punctuation_marks(string prompt, int tokens) =>
        Assert.Equal(tokens, Model.Generate(prompt, 0, 1).PromptTokens);

    [Fact]
    public void Splitting_any_text_keeps_every_character_that_is_not_white() =>
        Gen.String.Sample(text => Assert.Equal(
            string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
            string.Concat(WordTokens.Split(text)).Replace(" ", "", StringComparison.Ordinal)));

    [Fact]
    public void An_empty_corpus_is_refused() => Assert.Throws<ArgumentException>(() => new MarkovTextModel(" \n \n"));
}
