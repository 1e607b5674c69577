using SlaAgent.Reports;

namespace SlaAgent.Tests.Reports;

public sealed class GoldenReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-report-").FullName;

    /// <summary>To renew the files after a wanted change, run with SLAAGENT_RENEW_GOLDEN=1 and read the difference.</summary>
    [Theory]
    [InlineData("statement.html", "html", false)]
    [InlineData("statement.md", "md", false)]
    [InlineData("statement.json", "json", false)]
    [InlineData("statement.csv", "csv", false)]
    [InlineData("executive.html", "html", true)]
    [InlineData("executive.md", "md", true)]
    public void A_month_is_reported_as_it_always_was(string golden, string format, bool isExecutive) => Check(GoldMonth.Record(), GoldMonth.Made, golden, format, isExecutive);

    /// <summary>In the afternoon of the 14th, half an hour into the outage: what will come of the budget is foreseen.</summary>
    [Theory]
    [InlineData("so-far.html", "html", false)]
    [InlineData("so-far.md", "md", false)]
    [InlineData("so-far.json", "json", false)]
    [InlineData("so-far.csv", "csv", false)]
    [InlineData("so-far-executive.md", "md", true)]
    public void A_month_that_goes_on_is_reported_so_far_with_a_forecast(string golden, string format, bool isExecutive)
    {
        var now = new DateTimeOffset(2026, 10, 14, 15, 0, 0, TimeSpan.Zero);
        Check(GoldMonth.Record(now), now.AddMinutes(5), golden, format, isExecutive);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Check(RecordFile record, DateTimeOffset made, string golden, string format, bool isExecutive)
    {
        record.Write(Path.Combine(_folder, "record.jsonl"));
        var (report, zone) = ReportStudy.Make(new(GoldMonth.External, made) { Period = "2026-10" }, Path.Combine(_folder, "record.jsonl"));

        // How evidence is written may gain keys; what a report says of it does not hang on that.
        var actual = ReportFormat.Write(report, zone, format, isExecutive).Replace(record.Head, new string('a', 64), StringComparison.Ordinal);
        var file = Path.Combine(Repository.Root, "tests/SlaAgent.Tests/Reports/Golden", golden);
        if (Environment.GetEnvironmentVariable("SLAAGENT_RENEW_GOLDEN") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
