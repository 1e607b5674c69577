using SlaAgent.Security;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Security;

public sealed class SecretFileTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("  abc\r\n")]
    [InlineData("\uFEFFabc\n")]
    public void White_space_around_the_secret_is_none_of_it(string content)
    {
        using var file = new TemporaryFile(content);

        Assert.Equal("abc", new SecretFile(file.Path).Read().Value);
    }

    [Fact]
    public void A_changed_content_is_seen_at_the_next_use_and_an_unchanged_one_is_the_same_string()
    {
        using var file = new TemporaryFile("old");
        var secret = new SecretFile(file.Path);
        var first = secret.Read().Value;
        Assert.Same(first, secret.Read().Value);

        var written = File.GetLastWriteTimeUtc(file.Path);
        File.WriteAllText(file.Path, "new");
        File.SetLastWriteTimeUtc(file.Path, written);

        Assert.Equal("new", secret.Read().Value);
    }

    [Fact]
    public void A_swapped_symlink_is_seen()
    {
        using var old = new TemporaryFile("old");
        using var changed = new TemporaryFile("new");
        var link = old.Path + ".link";
        File.CreateSymbolicLink(link, old.Path);
        try
        {
            var secret = new SecretFile(link);
            Assert.Equal("old", secret.Read().Value);
            File.Delete(link);
            File.CreateSymbolicLink(link, changed.Path);

            Assert.Equal("new", secret.Read().Value);
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it()
    {
        var reading = new SecretFile("/nowhere/secret").Read();

        Assert.Null(reading.Value);
        Assert.Equal("secret file /nowhere/secret cannot be read: it does not exist", reading.Error);
    }

    [Fact]
    public void An_empty_file_and_one_that_is_too_long_are_errors()
    {
        using var empty = new TemporaryFile(" \n");
        using var tooLong = new TemporaryFile(new string('a', SecretFile.MaxBytes + 1));
        using var longest = new TemporaryFile(new string('a', SecretFile.MaxBytes));

        Assert.EndsWith("is empty", new SecretFile(empty.Path).Read().Error, StringComparison.Ordinal);
        Assert.EndsWith("is longer than 65536 bytes", new SecretFile(tooLong.Path).Read().Error, StringComparison.Ordinal);
        Assert.Equal(SecretFile.MaxBytes, new SecretFile(longest.Path).Read().Value!.Length);
    }

    [Fact]
    public void The_secret_does_not_show_when_printed()
    {
        using var file = new TemporaryFile("hunter2");
        var secret = new SecretFile(file.Path);
        var reading = secret.Read();

        Assert.DoesNotContain("hunter2", $"{reading} {secret}", StringComparison.Ordinal);
    }
}
