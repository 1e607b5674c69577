using System.Text;
using CsCheck;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Tests.Evidence;

public sealed class HashChainTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    [Fact]
    public void The_first_entry_hashes_to_what_any_other_tool_makes_of_its_lines()
    {
        // printf 'slaagent-entry-1\n%064d\n1\n2026-09-01T08:00:00.1234567Z\nterms_ended\n20\n{"agreement":"chat"}' 0 | sha256sum
        var hash = HashChain.Hash(Convert.FromHexString(HashChain.Beginning), 1, At, "terms_ended", "{\"agreement\":\"chat\"}"u8);
        Assert.Equal("3bd12aa4be6e04f5854caa7893741f162abecedd1db5de91bbf0d4ccab903098", Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void The_zone_in_which_a_time_is_written_changes_nothing()
    {
        var zero = new byte[HashChain.Length];
        Assert.Equal(HashChain.Hash(zero, 1, At, "a", []), HashChain.Hash(zero, 1, At.ToOffset(TimeSpan.FromHours(2)), "a", []));
    }

    [Fact]
    public void Entries_that_differ_in_anything_hash_to_something_else()
    {
        var entry = Gen.Select(Gen.Int[0, 1], Gen.Long[1, 3], Gen.Int[0, 1], Gen.OneOf(Gen.Const("a"), Gen.Const("a_1"), Gen.Const("1")), Gen.OneOf(Gen.Const(""), Gen.Const("1"), Gen.Const("\n"), Gen.Const("1\na"), Gen.Const("a\n1\n")));
        Gen.Select(entry, entry).Sample((left, right) => Assert.Equal(left == right, Hash(left).AsSpan().SequenceEqual(Hash(right))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void A_kind_that_could_be_read_as_another_line_is_none(string kind)
    {
        Assert.False(HashChain.IsKind(kind));
        Assert.Throws<ArgumentException>(() => HashChain.Hash(new byte[HashChain.Length], 1, At, kind, []));
    }

    private static byte[] Hash((int Previous, long Number, int Seconds, string Kind, string Body) entry)
    {
        var previous = new byte[HashChain.Length];
        previous[31] = (byte)entry.Previous;
        return HashChain.Hash(previous, entry.Number, At.AddSeconds(entry.Seconds), entry.Kind, Encoding.UTF8.GetBytes(entry.Body));
    }
}
