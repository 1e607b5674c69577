using System.Buffers;

namespace SlaAgent.Evaluations;

/// <summary>
/// What a journal says of an interrupted run. Answers stay in the file, and only where they stand is kept, so that memory does not grow with what
/// was predicted.
/// </summary>
internal sealed class JournalReading
{
    private readonly Dictionary<int, long> _answers = [];
    private readonly HashSet<int> _asked = [];

    private JournalReading(JournalHeader header) => Header = header;

    /// <summary>Which run it is of.</summary>
    public JournalHeader Header { get; }

    /// <summary>Why the run says nothing; null where it does not say so.</summary>
    public string? Void { get; private set; }

    /// <summary>Bytes up to the end of the last whole line: what is behind them was being written when the agent died.</summary>
    public long WholeBytes { get; private set; }

    /// <summary>Whether a line that is not the last is damaged: then nobody knows what was asked.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Examples that were about to be asked, at least.</summary>
    public int Asked => _asked.Count;

    /// <summary>Whether the example was about to be asked, at least.</summary>
    public bool WasAsked(int index) => _asked.Contains(index);

    /// <summary>Where the answer about an example stands; null where there is none.</summary>
    public long? AnswerAt(int index) => _answers.TryGetValue(index, out var offset) ? offset : null;

    /// <summary>Reads a journal; null where it has no header.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static JournalReading? Of(Stream file)
    {
        JournalReading? reading = null;
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        long at = 0;
        var torn = false;
        while (true)
        {
            var count = file.Read(buffer.GetSpan(16 * 1024));
            if (count == 0)
            {
                return reading;
            }

            buffer.Advance(count);
            var left = buffer.WrittenSpan;
            for (int end; (end = left.IndexOf((byte)'\n')) >= 0; left = left[(end + 1)..], at += end + 1)
            {
                var whole = JournalLine.TryRead(left[..end], out var record);
                reading ??= whole && record.Header is { } header ? new JournalReading(header) : null;
                if (reading is null)
                {
                    return null;
                }

                // Only the last line may be torn; another behind it shows that it is not the last.
                reading.IsDamaged |= torn;
                torn = !whole;
                if (whole)
                {
                    reading.Take(record, at);
                    reading.WholeBytes = at + end + 1;
                }
            }

            var rest = left.ToArray();
            buffer.Clear();
            buffer.Write(rest);
        }
    }

    private void Take(JournalRecord record, long at)
    {
        switch (record.Kind)
        {
            case 'A':
                _asked.Add(record.Index);
                break;
            case 'P' or 'F':
                _asked.Add(record.Index);
                _answers[record.Index] = at;
                break;
            case 'X':
                Void = record.Reason;
                break;
        }
    }
}
