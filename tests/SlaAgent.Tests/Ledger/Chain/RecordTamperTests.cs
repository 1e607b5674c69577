using SlaAgent.Core.Evidence;
using SlaAgent.Ledger.Chain;
using static SlaAgent.Tests.Ledger.Chain.RecordFolder;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>No byte of a record can be changed without its being found, and the entry named.</summary>
public sealed class RecordTamperTests
{
    private const int Entries = 6;

    private static readonly IReadOnlyList<EvidenceItem> Small =
        [.. EvidenceSamples.All.Where(item => item is EvidenceItem.TermsEnded or EvidenceItem.HourClosed or EvidenceItem.GateMoved or EvidenceItem.PeriodClosed), new EvidenceItem.TermsEnded("other")];

    [Theory]
    [InlineData("kind")]
    [InlineData("body")]
    [InlineData("previous")]
    [InlineData("hash")]
    [InlineData("signature")]
    [InlineData("signer")]
    public async Task A_changed_byte_of_a_column_is_found_and_its_entry_named(string column)
    {
        using var folder = new LedgerFolder();
        using var key = new SigningKey(folder);
        await WriteAsync(folder, folder.Options with { SigningKeyFile = key.Private }, Small);
        Assert.True(Check(folder.Path).IsSound);
        var changed = 0;
        for (var number = 1; number <= Entries; number++)
        {
            var value = Scalar(folder, $"SELECT CAST({column} AS BLOB) FROM entries WHERE number = {number}") as byte[];
            for (var position = 0; position < value!.Length; position++)
            {
                var tampered = value.ToArray();
                tampered[position] ^= (byte)(1 << (position % 7));
                Put(folder, column, number, tampered);
                AssertFound(Check(folder.Path), number, $"{column} of {number} at {position}");
                changed++;
            }

            Put(folder, column, number, value);
        }

        Assert.True(changed >= Entries * 5);
        Assert.True(Check(folder.Path).IsSound);
    }

    [Theory]
    [InlineData("number", 40)]
    [InlineData("at", 62)]
    public async Task A_changed_bit_of_a_number_is_found(string column, int bits)
    {
        using var folder = new LedgerFolder();
        await WriteAsync(folder, items: Small);
        for (var bit = 0; bit < bits; bit++)
        {
            var value = (long)Scalar(folder, $"SELECT {column} FROM entries WHERE number = 3")! ^ (1L << bit);
            if (column == "number" && value is >= 0 and <= Entries)
            {
                continue;
            }

            Execute(folder, $"UPDATE entries SET {column} = $v WHERE number = 3", ("$v", value));
            AssertFound(Check(folder.Path), 3, $"bit {bit}");
            Execute(folder, $"UPDATE entries SET {column} = {column} & ~{1L << bit} | ({value ^ (1L << bit)} & {1L << bit}) WHERE {column} = $v", ("$v", value));
            Assert.True(Check(folder.Path).IsSound);
        }
    }

    [Theory]
    [InlineData("DELETE FROM entries WHERE number = 3", "the entry is missing")]
    [InlineData("DELETE FROM entries WHERE number <= 3", "entries 1 to 3 are missing")]
    [InlineData("DELETE FROM entries WHERE number = 6", "the end is missing: the last entry that is kept is 5")]
    [InlineData("UPDATE head SET number = 7", "the end is missing: the last entry that is kept is 6")]
    [InlineData("UPDATE head SET hash = zeroblob(32)", "the head is not where it was")]
    [InlineData("UPDATE entries SET body = (SELECT body FROM entries WHERE number = 4) WHERE number = 3", "its number, time, kind or text was changed")]
    [InlineData("UPDATE entries SET number = -number WHERE number IN (3, 4); UPDATE entries SET number = 7 + number WHERE number < 0", "its number, time, kind or text was changed")]
    [InlineData("UPDATE entries SET hash = zeroblob(32) WHERE number = 3", "its hash was changed")]
    [InlineData("UPDATE entries SET previous = zeroblob(32) WHERE number = 3", "the hash before it, as noted in it, was changed")]
    [InlineData("UPDATE entries SET body = 'text' WHERE number = 3", "its columns make no sense")]
    public async Task It_is_said_what_is_wrong(string sql, string expected)
    {
        using var folder = new LedgerFolder();
        await WriteAsync(folder, items: Small);
        Execute(folder, sql);
        var findings = Check(folder.Path);
        Assert.Contains(findings.Faults, fault => fault.Problem.Contains(expected, StringComparison.Ordinal));
        Assert.InRange(findings.FaultCount, 1, 3);
    }

    [Fact]
    public async Task A_record_written_anew_with_all_its_hashes_does_not_pass_for_one_that_was_signed()
    {
        using var folder = new LedgerFolder();
        using var key = new SigningKey(folder);
        await WriteAsync(folder, items: [.. EvidenceSamples.All.Take(3)]);
        Assert.True(Check(folder.Path).IsSound);
        var findings = Check(folder.Path, key.Trusted);
        Assert.Contains("no entry is signed with the given key", Assert.Single(findings.Faults).Problem, StringComparison.Ordinal);

        // A signed entry vouches for those before it; one after it stands for itself.
        await WriteAsync(folder, folder.Options with { SigningKeyFile = key.Private }, [EvidenceSamples.Terms("signed")]);
        Assert.True(Check(folder.Path, key.Trusted).IsSound);
        await WriteAsync(folder, items: [EvidenceSamples.Terms("not")]);
        Assert.Contains("entries 6 to 6 are not signed with the given key", Assert.Single(Check(folder.Path, key.Trusted).Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_public_key_is_found()
    {
        using var folder = new LedgerFolder();
        using var key = new SigningKey(folder);
        await WriteAsync(folder, folder.Options with { SigningKeyFile = key.Private }, [EvidenceSamples.Terms("a")]);
        Execute(folder, "UPDATE signers SET public = zeroblob(91)");
        Assert.Contains(Check(folder.Path).Faults, fault => fault.Problem.Contains("the public key " + key.Id, StringComparison.Ordinal));
    }

    private static void Put(LedgerFolder folder, string column, long number, byte[] value) =>
        Execute(folder, $"UPDATE entries SET {column} = {(column is "kind" or "signer" ? "CAST($v AS TEXT)" : "$v")} WHERE number = {number}", ("$v", value));

    private static void AssertFound(ChainFindings findings, long number, string what)
    {
        Assert.False(findings.IsSound, what);
        Assert.True(findings.Faults.Any(fault => fault.Number == number), $"{what}: {string.Join("; ", findings.Faults)}");
        Assert.True(findings.FaultCount <= 4, $"{what}: {string.Join("; ", findings.Faults)}");
    }
}
