using System.Text;
using CsCheck;
using SlaAgent.ModelServers.Streams;

namespace SlaAgent.ModelServers.Tests.Streams;

public sealed class EventStreamParserTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data:a\n\ndata:b\n\n", "a|b")]
    [InlineData("data:  a\n\n", " a")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData("data: a\r\n\ndata: b\n\r\n", "a|b")]
    [InlineData("data: a\r\n\rdata: b\r\r\n", "a|b")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("\uFEFF\uFEFFdata: a\n\ndata: b\n\n", "b")]
    [InlineData(": comment\n\n:\n\ndata: a\n: comment\n\n", "a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data: a\r\ndata: b\r\n\r\n", "a\nb")]
    [InlineData("data: a\rdata: b\r\r", "a\nb")]
    [InlineData("data\n\ndata\ndata\n\n", "|\n")]
    [InlineData("id: 1\nretry: 5\nunknown: x\nevent: message\ndata: a\n\n", "a")]
    [InlineData("event: error\ndata: a\n\ndata: b\n\n", "!a|b")]
    [InlineData("event: error\n\n", "!")]
    [InlineData("error: a\n\n", "!a")]
    [InlineData("event: ping\n\ndata: a\n\n", "a")]
    [InlineData("data: a:b\n\n", "a:b")]
    [InlineData("\n\n\n\ndata: a\n\n\n\n", "a")]
    [InlineData("data: a\n", "a")]
    [InlineData("data: a", "a")]
    [InlineData("DATA: a\n\n data: b\n\n", "")]
    [InlineData("", "")]
    public void Events_are_read_as_the_standard_has_them_wherever_they_are_cut(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            Assert.Equal(expected, string.Join('|', Events(bytes.Chunk(size))));
        }
    }

    [Fact]
    public void Any_events_in_any_line_ends_and_any_pieces_come_out_as_they_went_in()
    {
        var line = Gen.String[Gen.Char["ab :ä€"], 0, 12];
        var ends = Gen.OneOf(Gen.Const("\n"), Gen.Const("\r"), Gen.Const("\r\n"));
        Gen.Select(line.Array[1, 3].Array[0, 6], ends, Gen.Int[1, 9], Gen.Bool).Sample((events, end, size, mark) =>
        {
            var text = (mark ? "\uFEFF" : "") + string.Concat(events.Select(lines => string.Concat(lines.Select(l => $"data: {l}{end}")) + end));
            Assert.Equal(events.Select(lines => string.Join('\n', lines)), Events(Encoding.UTF8.GetBytes(text).Chunk(size)));
        });
    }

    [Theory]
    [InlineData("data: 12345678901\n\n")]
    [InlineData("data: 12345\ndata: 67890\n\n")]
    [InlineData(":1234567890123456789012345")]
    public void An_event_over_the_limit_stops_the_parser(string stream)
    {
        var parser = new EventStreamParser(10);
        var events = Feed(parser, Encoding.UTF8.GetBytes(stream + "\n\ndata: a\n\n").Chunk(3));
        Assert.Empty(events);
        Assert.True(parser.TooLong);
        Assert.False(parser.TryEnd(out _, out _));
    }

    [Fact]
    public void A_line_without_an_end_is_reported()
    {
        var parser = new EventStreamParser(100);
        Feed(parser, ["data: a\n\nda"u8.ToArray()]);
        Assert.False(parser.TryEnd(out _, out var unfinished));
        Assert.True(unfinished);
    }

    [Fact]
    public void Reading_on_costs_no_memory()
    {
        var parser = new EventStreamParser(EventStreamParser.DefaultMaxEventBytes);
        var bytes = Encoding.UTF8.GetBytes("data: {\"choices\":[]}\n\n");
        Count(parser, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Count(parser, bytes);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int Count(EventStreamParser parser, ReadOnlySpan<byte> piece)
    {
        var count = 0;
        while (parser.TryNext(ref piece, out _))
        {
            count++;
        }

        return count;
    }

    private static List<string> Events(IEnumerable<byte[]> pieces)
    {
        var parser = new EventStreamParser(1000);
        var events = Feed(parser, pieces);
        if (parser.TryEnd(out var last, out _))
        {
            events.Add(Show(last));
        }

        return events;
    }

    private static List<string> Feed(EventStreamParser parser, IEnumerable<byte[]> pieces)
    {
        var events = new List<string>();
        foreach (var bytes in pieces)
        {
            ReadOnlySpan<byte> piece = bytes;
            while (parser.TryNext(ref piece, out var next))
            {
                events.Add(Show(next));
            }
        }

        return events;
    }

    private static string Show(StreamEvent next) => (next.IsError ? "!" : "") + Encoding.UTF8.GetString(next.Data);
}
