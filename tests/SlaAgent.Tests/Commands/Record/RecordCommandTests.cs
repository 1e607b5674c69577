using System.Text;
using System.Text.Json;
using SlaAgent.Commands;
using SlaAgent.Core.Evidence;
using SlaAgent.Ledger.Chain;
using SlaAgent.Tests.Ledger;
using SlaAgent.Tests.Ledger.Chain;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Commands.Record;

/// <summary>Verify, export and import, over real ledgers and files.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private StringWriter _output = new();
    private StringWriter _error = new();

    [Fact]
    public async Task A_sound_record_is_said_to_be_so_with_its_head_also_while_the_agent_runs()
    {
        await RecordFolder.WriteAsync(_folder);
        using var agent = _folder.Open();
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--state", _folder.Path));
        Assert.Contains($"sound\nentries  13, from 1 to 13\nhead     {agent.Head!.Hash}\nsigned   none", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--state", _folder.Path, "--head", agent.Head.Hash, "--output", "json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal((true, 13, 13), (json.RootElement.GetProperty("sound").GetBoolean(), json.RootElement.GetProperty("entries").GetInt32(), json.RootElement.GetProperty("askedIs").GetInt32()));
    }

    [Fact]
    public async Task One_changed_byte_is_an_answer_of_no_that_names_the_entry()
    {
        await RecordFolder.WriteAsync(_folder);
        RecordFolder.Execute(_folder, "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '3590', '3591') AS BLOB) WHERE kind = 'hour_closed'");
        Assert.Equal(ExitCode.No, await RunAsync("verify", "--state", _folder.Path));
        Assert.Contains("NOT sound", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("WRONG    entry 4 (hour_closed, 2026-09-01 08:02:00Z): its number, time, kind or text was changed", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.CouldNot, await RunAsync("export", "--state", _folder.Path));
        Assert.Contains("is not sound", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_from_elsewhere_finds_a_record_that_was_written_anew()
    {
        await RecordFolder.WriteAsync(_folder);
        Assert.Equal(ExitCode.No, await RunAsync("verify", "--state", _folder.Path, "--head", new string('b', 64)));
        Assert.Contains("is NOT in this record", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_record_passes_with_its_key_and_not_with_another()
    {
        using SigningKey key = new(_folder), other = new(_folder, "other");
        await RecordFolder.WriteAsync(_folder, _folder.Options with { SigningKeyFile = key.Private });
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--state", _folder.Path, "--key", key.Public));
        Assert.Contains("signed   all", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, await RunAsync("verify", "--state", _folder.Path, "--key", other.Public));
        Assert.Contains("no entry is signed with the given key", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.CouldNot, await RunAsync("verify", "--state", _folder.Path, "--key", _folder.Database));
        Assert.Contains("holds no key", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_is_imported_on_another_machine_byte_for_byte()
    {
        using var key = new SigningKey(_folder);
        await RecordFolder.WriteAsync(_folder, _folder.Options with { SigningKeyFile = key.Private });
        var (file, elsewhere) = (Path.Combine(_folder.Root, "record.jsonl"), Path.Combine(_folder.Root, "elsewhere"));
        Assert.Equal(ExitCode.Fine, await RunAsync("export", "--state", _folder.Path, "--out", file));
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--file", file, "--key", key.Public));
        Assert.Equal(ExitCode.Fine, await RunAsync("import", file, "--state", elsewhere, "--key", key.Public));
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--state", elsewhere, "--key", key.Public));
        var (here, there, exported) = (LedgerReader.Read(_folder.Path), LedgerReader.Read(elsewhere), LedgerReader.Read(file));
        Assert.Equal(here.Entries, there.Entries);
        Assert.Equal(here.Entries, exported.Entries);
        Assert.Equal((here.Head, here.Head), (there.Head, exported.Head));

        // It goes on from there, and goes nowhere twice.
        Assert.Equal(ExitCode.CouldNot, await RunAsync("import", file, "--state", elsewhere));
        Assert.Contains("there is a ledger in", _error.ToString(), StringComparison.Ordinal);
        using var agent = _folder.Open(options: _folder.Options with { Folder = elsewhere });
        agent.Enqueue(new() { Evidence = [EvidenceSamples.Terms("more")] });
        Assert.True(await agent.FlushAsync());
        Assert.True(RecordFolder.Check(elsewhere) is { IsSound: true, Breaks.Count: 0, Last: 14 });
    }

    [Fact]
    public async Task A_part_of_a_record_says_that_it_is_one()
    {
        await RecordFolder.WriteAsync(_folder);
        var (file, elsewhere) = (Path.Combine(_folder.Root, "part.jsonl"), Path.Combine(_folder.Root, "elsewhere"));
        Assert.Equal(ExitCode.Fine, await RunAsync("export", "--state", _folder.Path, "--from", "2026-09-01T08:03:00Z", "--to", "2026-09-01T08:06:00Z", "--out", file));
        Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--file", file));
        Assert.Contains("entries  3, from 5 to 7", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fine, await RunAsync("import", file, "--state", elsewhere));
        var record = LedgerReader.Read(elsewhere);
        Assert.True(record.Findings.IsSound);
        Assert.Equal([5L, 6L, 7L, 8L], record.Entries.Select(entry => entry.Number));
        Assert.Contains("imported from a file that begins with entry 5", Assert.IsType<EvidenceItem.Pruned>(record.Entries[^1].Evidence).Because, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Wrong, await RunAsync("export", "--state", _folder.Path, "--from", "yesterday-ish"));
    }

    [Fact]
    public async Task Any_changed_byte_of_an_exported_file_is_found_and_the_file_is_not_imported()
    {
        using var key = new SigningKey(_folder);
        await RecordFolder.WriteAsync(_folder, _folder.Options with { SigningKeyFile = key.Private }, [new EvidenceItem.TermsEnded("a"), new EvidenceItem.TermsEnded("b")]);
        Assert.Equal(ExitCode.Fine, await RunAsync("export", "--state", _folder.Path));
        var whole = Encoding.UTF8.GetBytes(_output.ToString());
        var file = Path.Combine(_folder.Root, "tampered.jsonl");
        for (var position = 0; position < whole.Length; position++)
        {
            var tampered = whole.ToArray();
            tampered[position] ^= (byte)(1 << (position % 7));
            await AssertFoundAsync(file, tampered, $"byte {position}");
        }

        foreach (var length in Enumerable.Range(0, whole.Length).Where(length => length % 97 == 0 || length > whole.Length - 3))
        {
            await AssertFoundAsync(file, whole[..length], $"cut at {length}");
        }

        Assert.Equal(ExitCode.CouldNot, await RunAsync("import", file, "--state", Path.Combine(_folder.Root, "elsewhere")));
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, "elsewhere")));
    }

    [Fact]
    public async Task Where_there_is_no_record_it_is_said()
    {
        Assert.Equal(ExitCode.CouldNot, await RunAsync("verify", "--state", _folder.Path));
        Assert.Contains("there is no ledger in", _error.ToString(), StringComparison.Ordinal);
        using (_folder.Open())
        {
            Assert.Equal(ExitCode.Fine, await RunAsync("verify", "--state", _folder.Path));
            Assert.Contains("none yet", _output.ToString(), StringComparison.Ordinal);
        }

        RecordFolder.Execute(_folder, WithoutRecord + "PRAGMA user_version = 3");
        Assert.Equal(ExitCode.CouldNot, await RunAsync("verify", "--state", _folder.Path));
        Assert.Contains("of an older version, which kept no record", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    private static async Task AssertFoundAsync(string file, byte[] content, string what)
    {
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        try
        {
            Assert.False(RecordFolder.Check(file).IsSound, what);
        }
        catch (RecordUnreadableException unreadable)
        {
            Assert.Contains("its first line was changed", unreadable.Message, StringComparison.Ordinal);
        }
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        (_output, _error) = (new(), new());
        return AgentCommandLine.RunAsync(arguments, _output, _error);
    }
}
