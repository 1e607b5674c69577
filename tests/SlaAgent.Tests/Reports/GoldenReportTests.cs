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
    public void A_month_is_reported_as_it_always_was(string golden, string format, bool isExecutive)
    {
        var record = GoldMonth.Record();
        record.Write(Path.Combine(_folder, "record.jsonl"));
        var (report, zone) = ReportStudy.Make(new(GoldMonth.External, GoldMonth.Made) { Period = "2026-10" }, Path.Combine(_folder, "record.jsonl"));

        // How evidence is written may gain keys; what a report says of it does not hang on that.
        var actual = ReportFormat.Write(report, zone, format, isExecutive).Replace(record.Head, new string('a', 64), StringComparison.Ordinal);
        var file = Path.Combine(Repository.Root, "tests/SlaAgent.Tests/Reports/Golden", golden);
        if (Environment.GetEnvironmentVariable("SLAAGENT_RENEW_GOLDEN") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
