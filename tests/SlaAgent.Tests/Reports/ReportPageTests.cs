using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Reports;

namespace SlaAgent.Tests.Reports;

public sealed class ReportPageTests : IDisposable
{
    private const string Hostile = "=x<script>alert(1)</script>&\"'|`*_[a](b)\u202e\u0007\n# head";

    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-report-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_is_well_formed_and_needs_nothing_from_anywhere(bool isExecutive)
    {
        var page = Write("html", GoldMonth.Record(), isExecutive);
        var document = Parse(page);
        Assert.Empty(document.Descendants(Html + "script"));
        Assert.DoesNotContain(document.Descendants(), element => element.Attributes().Any(a => a.Name.LocalName is "src" or "href" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotMatch(new Regex(@"url\((?!#)|@import"), page);
        var style = document.Descendants(Html + "style").Single().Value;
        var policy = document.Descendants(Html + "meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;
        Assert.Contains($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_chart_has_a_title_a_description_and_a_table_that_says_the_same()
    {
        var document = Parse(Write("html", GoldMonth.Record()));
        var figures = document.Descendants(Html + "figure").ToList();
        Assert.Equal(7, figures.Count);
        var ids = document.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var figure in figures)
        {
            var svg = figure.Element(Svg + "svg")!;
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.All(svg.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids));
            Assert.NotEqual("", svg.Element(Svg + "desc")!.Value);
            Assert.NotEmpty(figure.Descendants(Html + "td"));
            Assert.True(svg.ToString().Length < 40_000);
        }
    }

    [Theory]
    [InlineData("html")]
    [InlineData("md")]
    [InlineData("json")]
    [InlineData("csv")]
    public void What_people_wrote_stays_text(string format)
    {
        var text = Write(format, HostileRecord());
        Assert.DoesNotContain('\u202e', format is "html" or "md" ? text : "");
        Assert.DoesNotContain('\u0007', format is "html" or "md" ? text : "");
        switch (format)
        {
            case "html":
                Assert.Empty(Parse(text).Descendants(Html + "script"));
                Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
                break;
            case "md":
                Assert.DoesNotMatch(new Regex(@"(?<!\\)<|(?m)^# head"), text);
                break;
            case "json":
                Assert.Contains(JsonDocument.Parse(text).RootElement.GetProperty("exclusions").EnumerateArray(), exclusion => exclusion.GetProperty("reason").GetString() == Hostile);
                break;
            default:
                Assert.DoesNotContain("\n=", text, StringComparison.Ordinal);
                break;
        }
    }

    [Fact]
    public void A_spreadsheet_takes_no_cell_for_a_formula() => Assert.Equal("\"'=x,\"\"y\"\"\"", CsvRenderer.Text("=x,\"y\""));

    [Fact]
    public void Every_row_of_the_csv_has_every_column()
    {
        var lines = Write("csv", GoldMonth.Record()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 3 + (2 * 31), lines.Length);
        Assert.All(lines, line => Assert.Equal(23, Cells(line)));
    }

    private static int Cells(string line)
    {
        var (cells, isQuoted) = (1, false);
        foreach (var character in line)
        {
            isQuoted ^= character == '"';
            cells += character == ',' && !isQuoted ? 1 : 0;
        }

        return cells;
    }

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static RecordFile HostileRecord()
    {
        var terms = GoldMonth.Terms(GoldMonth.External, Audience.External, 0.999m) with { Provider = Hostile, Description = Hostile };
        var at = GoldMonth.Begin.AddDays(40);
        return new RecordFile().Add(GoldMonth.Begin, new EvidenceItem.TermsAgreed(terms))
            .Add(at, new EvidenceItem.Excluded(new() { Id = "p", Agreement = GoldMonth.External, Name = "pause", From = at, To = at.AddHours(1), By = Hostile, Reason = Hostile, IsOver = true }))
            .Add(at, new EvidenceItem.HourClosed(at, [new() { Series = GoldMonth.External + "/availability", Good = 9, Bad = 2, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.Zero, Reasons = [new(Hostile, 2)] }]));
    }

    private string Write(string format, RecordFile record, bool isExecutive = false)
    {
        var file = Path.Combine(_folder, "record.jsonl");
        record.Write(file);
        var (report, zone) = ReportStudy.Make(new(GoldMonth.External, GoldMonth.Made) { Period = "2026-10" }, file);
        return ReportFormat.Write(report, zone, format, isExecutive);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
