using System.Buffers;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>What makes a series the same in two readings: its metric and its labels, whatever order they are written in. The bound of a bucket is no part of it.</summary>
internal static class SeriesKey
{
    /// <summary>No byte of UTF-8 text.</summary>
    private const byte Separator = 0xFF;

    /// <summary>Writes the key of a series into <paramref name="key"/>.</summary>
    public static void Write(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> metric, ExpositionLabels labels)
    {
        key.Write(metric);
        var written = default(ReadOnlySpan<byte>);
        while (TryNextName(labels, ref written, out var value))
        {
            Append(key, written);
            Append(key, value);
        }
    }

    private static void Append(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> part)
    {
        var room = key.GetSpan(part.Length + 1);
        room[0] = Separator;
        part.CopyTo(room[1..]);
        key.Advance(part.Length + 1);
    }

    /// <summary>The label that comes next in order after <paramref name="name"/>; there are few, so that looking through them each time is the quickest way to sort them.</summary>
    private static bool TryNextName(ExpositionLabels labels, ref ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var found = false;
        var previous = name;
        value = default;
        foreach (var label in labels)
        {
            var candidate = label.Name;
            if (!candidate.IsEmpty
                && !candidate.SequenceEqual("le"u8)
                && candidate.SequenceCompareTo(previous) > 0
                && (!found || candidate.SequenceCompareTo(name) < 0))
            {
                found = true;
                name = candidate;
                value = label.RawValue;
            }
        }

        return found;
    }
}
