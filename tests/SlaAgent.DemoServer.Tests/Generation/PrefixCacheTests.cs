using CsCheck;
using SlaAgent.DemoServer.Generation;

namespace SlaAgent.DemoServer.Tests.Generation;

public sealed class PrefixCacheTests
{
    private static readonly Gen<string[]> Prompt = Gen.Int[0, 2].Select(index => new[] { "a", "b", "ab" }[index]).Array[0, 6];

    [Fact]
    public void What_is_reused_is_the_longest_beginning_that_an_earlier_prompt_had() =>
        Prompt.Array[1, 8].Sample(prompts =>
        {
            var cache = new PrefixCache();
            for (var index = 0; index < prompts.Length; index++)
            {
                var longest = prompts[..index].Select(earlier => Common(earlier, prompts[index])).DefaultIfEmpty(0).Max();
                Assert.Equal(longest, cache.Reuse(prompts[index]));
            }
        });

    private static int Common(string[] left, string[] right) => left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
}
