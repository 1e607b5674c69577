using SlaAgent.Core.Contracts;
using SlaAgent.Security;
using Hash = BCrypt.Net.BCrypt;

namespace SlaAgent.Tests.Security;

public sealed class PasswordCheckTests
{
    private static readonly EquatableArray<WebUser> Users = [new("alice", Hash.HashPassword("a", 4)), new("bob", Hash.HashPassword("b", 4))];

    [Fact]
    public async Task What_was_verified_is_not_checked_again_and_what_was_refused_is()
    {
        using var check = new PasswordCheck();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(PasswordVerdict.Right, await check.CheckAsync("alice", "a", Users, TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, check.Checks);
        Assert.Equal(PasswordVerdict.Wrong, await check.CheckAsync("alice", "b", Users, TestContext.Current.CancellationToken));
        Assert.Equal(PasswordVerdict.Wrong, await check.CheckAsync("alice", "b", Users, TestContext.Current.CancellationToken));
        Assert.Equal(3, check.Checks);
    }

    [Fact]
    public async Task An_unknown_name_costs_a_check_and_never_comes_in_even_with_the_password_whose_hash_it_is_checked_against()
    {
        using var check = new PasswordCheck();
        Assert.Equal(PasswordVerdict.Right, await check.CheckAsync("alice", "a", Users, TestContext.Current.CancellationToken));
        Assert.Equal(PasswordVerdict.Wrong, await check.CheckAsync("mallory", "a", Users, TestContext.Current.CancellationToken));
        Assert.Equal(PasswordVerdict.Wrong, await check.CheckAsync("mallory", "a", Users, TestContext.Current.CancellationToken));
        Assert.Equal(3, check.Checks);
    }

    [Fact]
    public async Task A_changed_hash_ends_what_was_remembered()
    {
        using var check = new PasswordCheck();
        Assert.Equal(PasswordVerdict.Right, await check.CheckAsync("alice", "a", Users, TestContext.Current.CancellationToken));
        Assert.Equal(PasswordVerdict.Wrong, await check.CheckAsync("alice", "a", [new("alice", Hash.HashPassword("new", 4))], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_hashes_of_other_tools_are_understood()
    {
        using var check = new PasswordCheck();
        var tail = Users[0].PasswordHash[4..];
        foreach (var version in new[] { "$2a$", "$2b$", "$2y$" })
        {
            Assert.Equal(PasswordVerdict.Right, await check.CheckAsync("alice", "a", [new("alice", version + tail)], TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void A_user_does_not_show_the_hash() => Assert.DoesNotContain("$2", new WebUser("alice", Users[0].PasswordHash).ToString(), StringComparison.Ordinal);
}
