using System.Buffers.Binary;

namespace SlaAgent.Core.Accuracy;

/// <summary>Which examples of a run were answered, and which of those right: two bits an example, to keep of a run for comparing the next version's with. Not thread-safe.</summary>
public sealed class AnswerBits
{
    private const int Words = EvaluationItems.MostExamples / 64;

    private ulong[] _known = [];
    private ulong[] _right = [];

    /// <summary>Whether example <paramref name="index"/> was answered.</summary>
    public bool IsKnown(int index) => Has(_known, index);

    /// <summary>Whether example <paramref name="index"/> was answered right.</summary>
    public bool IsRight(int index) => Has(_right, index);

    /// <summary>Example <paramref name="index"/> was answered.</summary>
    /// <param name="index">0 to <see cref="EvaluationItems.MostExamples"/>, exclusive.</param>
    /// <param name="isRight">Whether right.</param>
    public void Set(int index, bool isRight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, EvaluationItems.MostExamples);
        if (index / 64 >= _known.Length)
        {
            var length = Math.Min(Words, Math.Max((index / 64) + 1, _known.Length * 2));
            Array.Resize(ref _known, length);
            Array.Resize(ref _right, length);
        }

        var bit = 1UL << (index % 64);
        _known[index / 64] |= bit;
        _right[index / 64] = isRight ? _right[index / 64] | bit : _right[index / 64] & ~bit;
    }

    /// <summary>To keep: 16 bytes for 64 examples, up to the last that was answered.</summary>
    public byte[] ToBytes()
    {
        var length = _known.AsSpan().LastIndexOfAnyExcept(0UL) + 1;
        var bytes = new byte[length * 16];
        for (var i = 0; i < length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 16), _known[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((i * 16) + 8), _right[i]);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null where it is not such.</summary>
    public static AnswerBits? FromBytes(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length / 16;
        if (bytes.Length % 16 != 0 || length > Words)
        {
            return null;
        }

        var bits = new AnswerBits { _known = new ulong[length], _right = new ulong[length] };
        for (var i = 0; i < length; i++)
        {
            bits._known[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 16)..]);
            bits._right[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[((i * 16) + 8)..]);
            if ((bits._right[i] & ~bits._known[i]) != 0)
            {
                return null;
            }
        }

        return bits;
    }

    /// <summary>Of the examples that both answered: how many, how many only the first had right, and how many only the second.</summary>
    internal static (long Common, long OnlyFirst, long OnlySecond) Compare(AnswerBits first, AnswerBits second)
    {
        long common = 0, onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < Math.Min(first._known.Length, second._known.Length); i++)
        {
            var both = first._known[i] & second._known[i];
            common += long.PopCount((long)both);
            onlyFirst += long.PopCount((long)(both & first._right[i] & ~second._right[i]));
            onlySecond += long.PopCount((long)(both & second._right[i] & ~first._right[i]));
        }

        return (common, onlyFirst, onlySecond);
    }

    private static bool Has(ulong[] bits, int index) => index >= 0 && index / 64 < bits.Length && (bits[index / 64] & (1UL << (index % 64))) != 0;
}
