using System.Text;
using CsCheck;
using SlaAgent.Feedback;

namespace SlaAgent.Tests.Feedback;

public sealed class FeedbackReaderTests
{
    [Fact]
    public void Values_are_compared_as_those_of_data_sets_are()
    {
        var request = Read("""{"items":[{"id":7,"prediction":1.0,"score":0.25,"time":"2026-03-02T12:00:00+02:00"},{"id":"b","label":true},{"id":"c","prediction":"1.0","label":null,"time":"2026-03-02T12:00:00.5Z"}],"service":"x"}""");

        Assert.Equal(("x", null), (request.Service, request.Problem));
        Assert.Empty(request.Refused);
        Assert.Equal(
            [
                new(0, "7", "1", 0.25, null, new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero)),
                new(1, "b", null, null, "true", null),
                new(2, "c", "1.0", null, null, new DateTimeOffset(2026, 3, 2, 12, 0, 0, 500, TimeSpan.Zero)),
            ],
            request.Items);
    }

    [Theory]
    [InlineData("""{"prediction":1,"time":"2026-03-02T12:00:00Z"}""", "id is missing")]
    [InlineData("""{"id":"","label":1}""", "id is missing")]
    [InlineData("""{"id":"a"}""", "neither a prediction nor a label")]
    [InlineData("""{"id":"a","score":0.5,"label":1}""", "a score without its prediction")]
    [InlineData("""{"id":"a","prediction":1}""", "time is missing")]
    [InlineData("""{"id":"a","prediction":1,"time":"2026-03-02T12:00:00"}""", "time is not an RFC 3339 time")]
    [InlineData("""{"id":"a","prediction":1,"time":"2026-03-02"}""", "time is not an RFC 3339 time")]
    [InlineData("""{"id":"a","prediction":1,"time":5}""", "time is not an RFC 3339 time")]
    [InlineData("""{"id":"a","prediction":[1],"time":"2026-03-02T12:00:00Z"}""", "prediction is neither a text")]
    [InlineData("""{"id":"a","label":{"b":{"c":1}}}""", "label is neither a text")]
    [InlineData("""{"id":"a","prediction":1,"score":"0.5","time":"2026-03-02T12:00:00Z"}""", "score is not a finite number")]
    [InlineData("""{"id":"a","lable":1}""", "an unknown member")]
    [InlineData("[1]", "not an object")]
    [InlineData("5", "not an object")]
    public void An_item_that_is_wrong_is_refused_by_itself(string item, string reason)
    {
        var request = Read($$"""{"service":"x","items":[{"id":"before","label":1},{{item}},{"id":"after","label":1}]}""");

        Assert.Equal(["before", "after"], request.Items.Select(taken => taken.Id));
        var refusal = Assert.Single(request.Refused);
        Assert.Equal(1, refusal.Index);
        Assert.StartsWith(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{\"items\":[\n{\"id\":}", "line 2")]
    [InlineData("{\"items\":[]} x", "line 1")]
    [InlineData("[]", "not an object")]
    [InlineData("{\"items\":5}", "other than")]
    [InlineData("{\"item\":[]}", "other than")]
    public void What_is_no_feedback_is_refused_as_a_whole_with_its_place(string body, string reason) =>
        Assert.Contains(reason, Read(body).Problem, StringComparison.Ordinal);

    [Fact]
    public void Lines_are_items_and_a_broken_one_is_refused_by_itself()
    {
        var request = FeedbackReader.ReadLines("x", "{\"id\":1,\"label\":2}\r\n\n{\"id\":\n{\"id\":3,\"label\":4}"u8);

        Assert.Equal(["1", "3"], request.Items.Select(item => item.Id));
        Assert.Equal(1, Assert.Single(request.Refused).Index);
    }

    [Fact]
    public void A_request_is_bounded()
    {
        string Items(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":{{i}},"label":1}"""));

        Assert.Equal(FeedbackReader.MostItems, Read($$"""{"items":[{{Items(FeedbackReader.MostItems)}}]}""").Items.Count);
        Assert.Contains("More than 10000", Read($$"""{"items":[{{Items(FeedbackReader.MostItems + 1)}}]}""").Problem, StringComparison.Ordinal);
        Assert.StartsWith("label is longer", Assert.Single(Read($$"""{"items":[{"id":1,"label":"{{new string('x', 4097)}}"}]}""").Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            _ = FeedbackReader.ReadObject(bytes);
            _ = FeedbackReader.ReadLines("x", bytes);
        });
        var whole = Encoding.UTF8.GetBytes("""{"service":"x","items":[{"id":"a\ud83d\ude00","prediction":"ä","score":1e-3,"label":false,"time":"2026-03-02T12:00:00Z"}]}""");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((place, changed) =>
        {
            var bytes = whole.ToArray();
            bytes[place] = changed;
            _ = FeedbackReader.ReadObject(bytes);
        });
    }

    private static FeedbackRequest Read(string body) => FeedbackReader.ReadObject(Encoding.UTF8.GetBytes(body));
}
