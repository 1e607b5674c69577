using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Reports;

[Collection("agent in this process")]
public sealed class ReportCommandTests : IDisposable
{
    private readonly AgentFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Ledger => Path.Combine(_folder.Root, "record.jsonl");

    [Fact]
    public async Task A_report_goes_to_a_file_whole_or_not_at_all()
    {
        GoldMonth.Record().Write(Ledger);
        var file = Path.Combine(_folder.Root, "report.html");
        Assert.Equal(0, await RunAsync("--sla", GoldMonth.External, "--period", "2026-10", "--ledger", Ledger, "--out", file));
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString() + _error);
        Assert.False(File.Exists(file + ".part"));
        Assert.Equal(3, await RunAsync("--sla", GoldMonth.External, "--period", "2026-10", "--ledger", Ledger, "--out", "/nowhere/at/all.html"));
    }

    [Fact]
    public async Task Without_a_period_it_is_the_last_one_that_is_over_and_of_which_there_is_a_record()
    {
        var now = TimeProvider.System.GetUtcNow();
        new RecordFile().Add(now.AddMonths(-2), new EvidenceItem.TermsAgreed(GoldMonth.Terms(GoldMonth.External, Audience.External, 0.999m)))
            .Add(now, new EvidenceItem.TermsEnded("other")).Write(Ledger);
        Assert.Equal(0, await RunAsync("--sla", GoldMonth.External, "--ledger", Ledger, "--format", "json"));
        var period = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("period");
        Assert.Equal(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).AddMonths(-1).ToString("yyyy-MM", null), period.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(2, "there is no agreement 'gold' on the record, but sentiment-gold, sentiment-internal", "--sla", "gold", "--period", "2026-10")]
    [InlineData(2, "'october' is no period; write 2026, 2026-Q4, 2026-10, 2026-W47 or 2026-10-05", "--sla", "sentiment-gold", "--period", "october")]
    [InlineData(2, "2999 has not begun", "--sla", "sentiment-gold", "--period", "2999")]
    [InlineData(3, "nothing is on the record of 'sentiment-gold' for 2025-10; the record goes from 2026-08-31 to 2026-11-02", "--sla", "sentiment-gold", "--period", "2025-10")]
    [InlineData(2, "the end is not after the start", "--sla", "sentiment-gold", "--from", "2026-10-05T00:00:00Z", "--to", "2026-10-05T00:00:00Z")]
    [InlineData(2, "at most 731 days", "--sla", "sentiment-gold", "--from", "2020-10-05T00:00:00Z", "--to", "2026-10-05T00:00:00Z")]
    [InlineData(2, "--from is a time such as 2026-10-05T08:00:00Z.", "--sla", "sentiment-gold", "--from", "yesterday")]
    [InlineData(2, "--to needs --from.", "--sla", "sentiment-gold", "--to", "2026-10-05T00:00:00Z")]
    [InlineData(2, "use one.", "--sla", "sentiment-gold", "--period", "2026", "--from", "2026-10-05T00:00:00Z")]
    [InlineData(2, "--executive is a page", "--sla", "sentiment-gold", "--executive", "--format", "csv")]
    public async Task What_cannot_be_reported_is_said_in_words_that_help(int exit, string expected, params string[] arguments)
    {
        GoldMonth.Record().Write(Ledger);
        Assert.Equal(exit, await RunAsync([.. arguments, "--ledger", Ledger]));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task Where_there_is_no_record_it_says_where_it_looked()
    {
        Assert.Equal(3, await RunAsync("--sla", "gold", "--state", "/nowhere/at/all"));
        Assert.Contains("/nowhere/at/all", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, await RunAsync("--sla", "gold", "--ledger", "/nowhere/record.jsonl"));
        Assert.Contains("there is no file /nowhere/record.jsonl", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_changed_is_reported_with_a_warning_and_answers_no()
    {
        GoldMonth.Record().Write(Ledger);
        var text = await File.ReadAllTextAsync(Ledger);
        await File.WriteAllTextAsync(Ledger, text.Replace("http_5xx", "http_4xx", StringComparison.Ordinal));
        Assert.Equal(1, await RunAsync("--sla", GoldMonth.External, "--period", "2026-10", "--ledger", Ledger, "--format", "md"));
        Assert.Contains("BROKEN", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("BROKEN", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_ledger_holds_and_what_is_exported_of_it_come_to_the_same()
    {
        var at = GoldMonth.Begin.AddDays(35);
        var terms = GoldMonth.Terms(GoldMonth.External, Audience.External, 0.999m);
        EvidenceItem[] items =
        [
            new EvidenceItem.TermsAgreed(terms),
            new EvidenceItem.HourClosed(at, [new() { Series = GoldMonth.External + "/availability", Good = 719, Bad = 1, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.Zero, Latencies = WrittenLatencies.Of(0, (0.2, 720)) }]),
        ];
        new RecordFile().Add(at, items).Write(Ledger);
        using (var ledger = StateLedger.Open(new() { Folder = _folder.State, MergeLatencies = SlotLatencies.Merge }, new FakeTimeProvider(at.AddHours(1)), NullLogger.Instance))
        {
            ledger.Enqueue(new LedgerBatch { Evidence = items });
        }

        Assert.Equal(0, await RunAsync("--sla", GoldMonth.External, "--period", "2026-10", "--state", _folder.State, "--format", "csv"));
        var fromState = _output.ToString();
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("--sla", GoldMonth.External, "--period", "2026-10", "--ledger", Ledger, "--format", "csv"));
        Assert.Equal(_output.ToString(), fromState);
        Assert.Contains("availability,2026-09-30T22:00:00Z,2026-10-31T23:00:00Z,0.999,719,720,", fromState, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) => AgentCommandLine.RunAsync(["report", .. arguments], _output, _error);

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }
}
