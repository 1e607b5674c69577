using System.Text;
using SlaAgent.Core.Evidence;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Reports;

/// <summary>A record in an exported file, with a sound chain, made of what a test says.</summary>
internal sealed class RecordFile
{
    private readonly List<ChainEntry> _entries = [];

    public string Head => _entries.Count == 0 ? HashChain.Beginning : _entries[^1].HashText;

    public RecordFile Add(DateTimeOffset at, params EvidenceItem[] items)
    {
        foreach (var item in items)
        {
            var (kind, body) = EvidenceText.Write(item);
            var previous = Convert.FromHexString(Head);
            var number = _entries.Count + 1;
            _entries.Add(new ChainEntry { Number = number, At = at, Kind = kind, Body = body, Previous = previous, Hash = HashChain.Hash(previous, number, at, kind, body) });
        }

        return this;
    }

    public void Write(string path)
    {
        using var file = File.Create(path);
        file.Write(new RecordHeader(_entries.Count, _entries.Count, Head, false, new Dictionary<string, byte[]>()).Write());
        foreach (var entry in _entries)
        {
            file.Write("\n"u8);
            file.Write(RecordLine.Write(entry));
        }

        file.Write(Encoding.UTF8.GetBytes("\n"));
    }
}
