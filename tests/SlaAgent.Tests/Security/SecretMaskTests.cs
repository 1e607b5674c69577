using CsCheck;
using SlaAgent.Security;

namespace SlaAgent.Tests.Security;

public sealed class SecretMaskTests
{
    private const string Encoded = "cHJvYmU6aHVudGVyMi9hK2I=";

    private readonly SecretMask _mask = new("hunter2/a+b  c", Encoded);

    [Theory]
    [InlineData("nothing of it", "nothing of it")]
    [InlineData("key=hunter2/a+b  c!", "key=***!")]
    [InlineData("tidied: hunter2/a+b c.", "tidied: ***.")]
    [InlineData("json: hunter2/a\\u002Bb  c.", "json: ***.")]
    [InlineData("address: hunter2%2Fa%2Bb%20%20c.", "address: ***.")]
    [InlineData("Authorization: Basic cHJvYmU6aHVudGVyMi9hK2I=; twice cHJvYmU6aHVudGVyMi9hK2I=", "Authorization: Basic ***; twice ***")]
    [InlineData("cut at its end: hunter2/a…", "cut at its end: ***…")]
    [InlineData("cut: \"Basic cHJvYmU6…\", expected \"x hunt…\"", "cut: \"Basic ***…\", expected \"x ***…\"")]
    [InlineData("cut without a sign: cHJvYmU6aHV", "cut without a sign: ***")]
    [InlineData("too short a beginning: hun…", "too short a beginning: hun…")]
    public void A_secret_is_hidden_in_every_form_in_which_it_may_come_back(string text, string hidden) => Assert.Equal(hidden, _mask.Hide(text));

    [Fact]
    public void Wherever_a_text_with_the_secret_is_cut_no_more_than_three_of_its_characters_show() =>
        Gen.Select(Gen.String[0, 20], Gen.Int[0, 60]).Sample((before, at) =>
        {
            var whole = before + Encoded + " and more";
            var hidden = _mask.Hide(whole[..Math.Min(at, whole.Length)] + "…");
            Assert.DoesNotContain(Encoded[..4], hidden, StringComparison.Ordinal);
        });

    [Fact]
    public void The_secret_does_not_show_when_printed() => Assert.Equal("***", _mask.ToString());
}
