using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;
using SlaAgent.Ledger.Chain;
using SlaAgent.Reports;

namespace SlaAgent.Tests.Reports;

public sealed class ReportRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-report-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "record.jsonl");

    [Theory]
    [InlineData(GoldMonth.External, "2026-10")]
    [InlineData(GoldMonth.Internal, "2026-10")]
    [InlineData(GoldMonth.External, "2026-09")]
    [InlineData(GoldMonth.External, "2026-W42")]
    [InlineData(GoldMonth.Internal, "2026-10-15")]
    [InlineData(GoldMonth.External, "2026")]
    public void What_is_left_unread_changes_nothing_in_a_report(string agreement, string period)
    {
        GoldMonth.Record().Write(Path);
        Check(new(agreement, GoldMonth.Made) { Period = period });
    }

    [Fact]
    public void Terms_that_were_put_on_the_record_again_behind_the_hours_say_which_hours_are_read()
    {
        var record = new RecordFile();
        for (var hour = GoldMonth.Begin; hour < GoldMonth.End; hour = hour.AddHours(1))
        {
            var late = hour >= GoldMonth.Breach;
            record.Add(hour.AddHours(1), new EvidenceItem.HourClosed(hour, [Hour("/availability"), .. late ? (SeriesHour[])[Hour("/latency-p95")] : []]));
        }

        record.Add(GoldMonth.End, new EvidenceItem.TermsAgreed(GoldMonth.Terms(GoldMonth.External, Audience.External, 0.999m))).Write(Path);
        Check(new(GoldMonth.External, GoldMonth.Made));
        var (request, _, _) = ReportRecord.Read(new(GoldMonth.External, GoldMonth.Made) { Period = "2026-10-20" }, Path);
        Assert.InRange(request.Entries.Count, 48, 54);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SeriesHour Hour(string series) => new()
    {
        Series = GoldMonth.External + series, Good = 90, Bad = 10, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.Zero, Reasons = [new("http_5xx", 10)], Latencies = WrittenLatencies.Of(10, (0.2, 90)),
    };

    /// <summary>The same report, as it is made with all that is on the record.</summary>
    private void Check(ReportQuery query)
    {
        var (report, _) = ReportStudy.Make(query, Path);
        var (request, _, _) = ReportRecord.Read(query, Path);
        Assert.Equal(JsonRenderer.Write(ReportBuilder.Build(request with { Entries = LedgerReader.Read(Path).Entries })!), JsonRenderer.Write(report));
    }
}
