using System.Text;
using CsCheck;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Tests.Exposition;

public sealed class ExpositionParserTests
{
    private const string Everything = """
        # HELP http_requests_total The total number of HTTP requests.
        # TYPE http_requests_total counter
        http_requests_total{method="post",code="200"} 1027 1395066363000
        http_requests_total{ method = "post" , code = "400" , } 3

        # A comment, and then a metric whose labels need escapes:
        msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9
        something_weird{problem="division by zero"} +Inf -3982045
        # TYPE :tensorflow:serving:request_latency histogram
        :tensorflow:serving:request_latency_bucket{le="+Inf"} 3
        # TYPE foo counter
        # UNIT foo seconds
        foo_total 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67 1520879607.789
        foo_created 1520430000.123
        # TYPE "my.metric" gauge
        {"my.metric","a.label"="x",b="y"} 0x1p-2
        # EOF

        """;

    private static readonly string[] Fragments =
    [
        "# TYPE a histogram\n", "# TYPE \"", "a_bucket", "{", "}", "\"", "\\", "le=", ",", "=", " ", "\n", "\r\n", "1", "NaN", "# {", "# EOF\n", "0x", "p1", "{\"q\"",
    ];

    private static readonly double[] Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0];

    [Theory]
    [InlineData("a 1", "a{} 1 a Unknown/Value")]
    [InlineData("a{} 1", "a{} 1 a Unknown/Value")]
    [InlineData("  a \t 1  ", "a{} 1 a Unknown/Value")]
    [InlineData("a{b=\"c\"}1", "a{b=c} 1 a Unknown/Value")]
    [InlineData("a{b=\"\"} 1", "a{b=} 1 a Unknown/Value")]
    [InlineData("a{b=\"c,d={}#\"} 1", "a{b=c,d={}#} 1 a Unknown/Value")]
    [InlineData("a{b=\"\\\\n\\n\\x\\\"\"} 1", "a{b=\\n\n\\x\"} 1 a Unknown/Value")]
    [InlineData("a{b=\"ü\"} 1", "a{b=ü} 1 a Unknown/Value")]
    [InlineData(":a:b 1", ":a:b{} 1 :a:b Unknown/Value")]
    [InlineData("a_bucket{le=\"1.0\"} 1", "a_bucket{le=1.0} 1 a Unknown/Bucket")]
    [InlineData("a_total 1", "a_total{} 1 a Unknown/Total")]
    [InlineData("{\"a b\"} 1", "a b{} 1 a b Unknown/Value")]
    [InlineData("{\"a\\\"b\",c=\"d\"} 1", "a\"b{c=d} 1 a\"b Unknown/Value")]
    [InlineData("a 1 # {} 2", "a{} 1 a Unknown/Value")]
    [InlineData("a 1 123 # {b=\"c\"} 2 3", "a{} 1 a Unknown/Value")]
    public void A_sample_is_read_as_the_formats_have_it(string line, string expected)
    {
        Assert.Equal([expected], Page.Read(line + "\n"));
        Assert.Equal([expected], Page.Read(line + "\r\n"));
        Assert.Equal([expected], Page.Read(line));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-1.5", -1.5)]
    [InlineData("+1e+06", 1e6)]
    [InlineData("1.0", 1)]
    [InlineData("12345678901234567890", 12345678901234567890d)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("NaN", double.NaN)]
    [InlineData("nan", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("0x1.8p3", 12)]
    [InlineData("-0X.8P+1", -1)]
    [InlineData("0xFFFFFFFFFFFFFFFFFp0", 295147905179352825855d)]
    public void A_number_is_what_Go_takes_for_one(string text, double expected)
    {
        Assert.True(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b")]
    [InlineData("a 1,5")]
    [InlineData("a 0x1")]
    [InlineData("a ∞")]
    [InlineData("a --1")]
    [InlineData("a 1 2 3")]
    [InlineData("a 1 #")]
    [InlineData("a 1 # comment")]
    [InlineData("1a 1")]
    [InlineData("a-b 1")]
    [InlineData("a{b=\"c\" 1")]
    [InlineData("a{b=\"c} 1")]
    [InlineData("a{b=\"c\\\"} 1")]
    [InlineData("a{b='c'} 1")]
    [InlineData("a{b} 1")]
    [InlineData("a{1b=\"c\"} 1")]
    [InlineData("a{b=\"c\"d=\"e\"} 1")]
    [InlineData("a{,} 1")]
    [InlineData("a{\"b\"} 1")]
    [InlineData("{a=\"b\"} 1")]
    [InlineData("{\"a\",\"b\"} 1")]
    [InlineData("{\"a\":1}")]
    [InlineData("<html>")]
    public void A_line_that_is_no_sample_is_passed_over_and_counted(string line)
    {
        var parser = new ExpositionParser();
        Assert.Equal(["x{} 1 x Unknown/Value", "y{} 2 y Unknown/Value"], Page.Read(parser, Encoding.UTF8.GetBytes($"x 1\n{line}\ny 2\n"), 7));
        Assert.Equal((1, 2), (parser.BadLines, parser.Samples));
    }

    [Theory]
    [InlineData("# TYPE a_total histogram\na_total_bucket{le=\"1\"} 2\na_total_sum 3\na_total_count 4\n", "a_total Histogram/Bucket|a_total Histogram/Sum|a_total Histogram/Count")]
    [InlineData("# TYPE a counter\na 1\na_total 2\na_created 3\n", "a Counter/Total|a Counter/Total|a Counter/Created")]
    [InlineData("# TYPE a summary\na_count 1\na_sum 2\n", "a Summary/Count|a Summary/Sum")]
    [InlineData("# TYPE a summary\na{quantile=\"0.5\"} 1\n", "a Summary/Quantile")]
    [InlineData("# TYPE a_count gauge\na_count 1\n", "a_count Gauge/Value")]
    [InlineData("# TYPE a gaugehistogram\na_bucket{le=\"1\"} 1\na_gcount 1\na_gsum 1\n", "a GaugeHistogram/Bucket|a GaugeHistogram/Count|a GaugeHistogram/Sum")]
    [InlineData("# TYPE a counter\n# TYPE a counter\na 1\n", "a Counter/Total")]
    [InlineData("# TYPE a counter\nab 1\n", "ab Unknown/Value")]
    [InlineData("# TYPE a_bucket histogram\na_bucket{le=\"1\"} 1\n", "a Unknown/Bucket")]
    [InlineData("# TYPE a rubbish\na 1\n", "a Unknown/Value")]
    [InlineData("# TYPE a\na 1\n# TYPE\n# HELP\n#\n#TYPE a counter\n", "a Unknown/Value")]
    [InlineData("# TYPE a info\na_info{b=\"c\"} 1\n# TYPE d stateset\nd{d=\"on\"} 1\n", "a Info/Value|d StateSet/Value")]
    public void What_a_series_is_its_declaration_says_before_its_name(string page, string expected) =>
        Assert.Equal(expected, string.Join('|', Page.Read(page).Where(s => !s.Contains(" is a ", StringComparison.Ordinal)).Select(s => s[(s.IndexOf(' ', s.IndexOf('}', StringComparison.Ordinal) + 2) + 1)..])));

    [Fact]
    public void Both_formats_are_read_whole()
    {
        var parser = new ExpositionParser();
        var samples = Page.Read(parser, Encoding.UTF8.GetBytes(Everything), 16);
        Assert.Equal(
            [
                "http_requests_total is a Counter",
                "http_requests_total{method=post,code=200} 1027 http_requests_total Counter/Total",
                "http_requests_total{method=post,code=400} 3 http_requests_total Counter/Total",
                "msdos_file_access_time_seconds{path=C:\\DIR\\FILE.TXT,error=Cannot find file:\n\"FILE.TXT\"} 1458255915 msdos_file_access_time_seconds Unknown/Value",
                "something_weird{problem=division by zero} Infinity something_weird Unknown/Value",
                ":tensorflow:serving:request_latency is a Histogram",
                ":tensorflow:serving:request_latency_bucket{le=+Inf} 3 :tensorflow:serving:request_latency Histogram/Bucket",
                "foo is a Counter",
                "foo_total{} 17 foo Counter/Total",
                "foo_created{} 1520430000.123 foo Counter/Created",
                "my.metric is a Gauge",
                "my.metric{a.label=x,b=y} 0.25 my.metric Gauge/Value",
            ],
            samples);
        Assert.True(parser.SawEnd);
        Assert.Equal(0, parser.BadLines);
    }

    [Fact]
    public void Wherever_a_page_is_cut_the_samples_are_the_same()
    {
        var whole = Page.Read(Everything);
        for (var size = 1; size <= Everything.Length; size++)
        {
            Assert.Equal(whole, Page.Read(Everything, size));
        }
    }

    [Fact]
    public void Any_bytes_in_any_pieces_give_the_same_and_throw_nothing()
    {
        var fragment = Gen.OneOf(
            Gen.Int[0, Fragments.Length - 1].Select(i => Encoding.UTF8.GetBytes(Fragments[i])),
            Gen.Byte.Array[0, 6]);
        Gen.Select(fragment.Array[0, 30], Gen.Int[1, 9]).Sample((fragments, size) =>
        {
            byte[] page = [.. fragments.SelectMany(f => f)];
            var (whole, cut) = (new ExpositionParser(), new ExpositionParser());
            Assert.Equal(Page.Read(whole, page, int.MaxValue), Page.Read(cut, page, size));
            Assert.Equal((whole.BadLines, whole.Samples, whole.SawEnd), (cut.BadLines, cut.Samples, cut.SawEnd));
        });
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var name = Gen.String[Gen.Char["ab_:9"], 1, 8].Select(s => "m" + s);
        var label = Gen.Select(Gen.String[Gen.Char["ab_9"], 0, 4], Gen.String[Gen.Char["ab\\\"\n ,={}#ü€"], 0, 12]);
        var value = Gen.OneOf(Gen.Double, Gen.Long.Select(l => (double)l), Gen.Int[0, Specials.Length - 1].Select(i => Specials[i]));
        Gen.Select(Gen.Select(name, label.Array[0, 5], value).Array[0, 20], Gen.Bool).Sample((series, quoted) =>
        {
            var page = new StringBuilder();
            var expected = new List<string>();
            foreach (var (metric, labels, number) in series)
            {
                var written = labels.Select((l, i) => $"l{i}{l.Item1}=\"{Escape(l.Item2)}\"");
                var list = string.Join(',', quoted ? written.Prepend($"\"{metric}\"") : written);
                var text = double.IsFinite(number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(quoted ? "" : metric)}{{{list}}} {text}\n");
                expected.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{metric}{{{string.Join(',', labels.Select((l, i) => $"l{i}{l.Item1}={l.Item2}"))}}} {number}"));
            }

            Assert.Equal(expected, Page.Read(page.ToString(), 11).Select(s => s[..s.LastIndexOf(' ', s.LastIndexOf(' ') - 1)]));
        });
    }

    [Theory]
    [InlineData(ExpositionParser.MaxLineBytes - 3, 0)]
    [InlineData(ExpositionParser.MaxLineBytes + 1, 1)]
    [InlineData(3 * ExpositionParser.MaxLineBytes, 1)]
    public void A_line_over_the_limit_is_passed_over_however_it_is_cut(int length, int bad)
    {
        var page = Encoding.UTF8.GetBytes($"a 1\nb{new string('b', length - 1)} 2\nc 3\n");
        foreach (var size in (int[])[100, 70_000, int.MaxValue])
        {
            var parser = new ExpositionParser();
            Assert.Equal(3 - bad, Page.Read(parser, page, size).Count);
            Assert.Equal(bad, parser.BadLines);
        }
    }

    [Fact]
    public void A_series_with_too_many_labels_is_passed_over()
    {
        string Line(int labels) => $"a{{{string.Join(',', Enumerable.Range(0, labels).Select(i => $"l{i}=\"x\""))}}} 1";
        Assert.Single(Page.Read(Line(ExpositionParser.MaxLabels)));
        Assert.Empty(Page.Read(Line(ExpositionParser.MaxLabels + 1)));
    }

    [Fact]
    public void A_page_costs_no_memory()
    {
        var page = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"vllm:e2e_request_latency_seconds_bucket{{engine=\"{i}\",le=\"0.5\",model_name=\"m\"}} {i}.0\n")));
        var parser = new ExpositionParser();
        Count(parser, page);
        parser.Restart();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(20_000, Count(parser, page));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static int Count(ExpositionParser parser, byte[] page)
    {
        var count = 0;
        for (var from = 0; from < page.Length; from += 16 * 1024)
        {
            ReadOnlySpan<byte> piece = page.AsSpan(from, Math.Min(16 * 1024, page.Length - from));
            while (parser.TryNext(ref piece, out _))
            {
                count++;
            }
        }

        return count;
    }
}
