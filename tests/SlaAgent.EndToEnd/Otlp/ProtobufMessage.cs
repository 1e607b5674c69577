using System.Buffers.Binary;
using System.Text;

namespace SlaAgent.EndToEnd.Otlp;

/// <summary>A message in the wire format of protocol buffers, by field number. Anything malformed is refused.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var tag = Varint(ref bytes);
            var field = checked((int)(tag >> 3));
            _fields.Add((tag & 7) switch
            {
                0 => (field, Varint(ref bytes), default),
                1 => (field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => (field, 0, Take(ref bytes, Varint(ref bytes))),
                5 => (field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                var wire => throw new InvalidDataException($"field {field} has wire type {wire}"),
            });
        }
    }

    public bool Has(int field) => _fields.Any(f => f.Field == field);

    /// <summary>The number in <paramref name="field"/>, of whatever size; 0 where there is none, as the format has it.</summary>
    public ulong Number(int field) => _fields.LastOrDefault(f => f.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public ReadOnlyMemory<byte> Bytes(int field) => _fields.LastOrDefault(f => f.Field == field).Bytes;

    public string Text(int field) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    public ProtobufMessage Message(int field) => new(Bytes(field));

    public IEnumerable<ProtobufMessage> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => new ProtobufMessage(f.Bytes));

    /// <summary>Eight-byte numbers of a repeated field, packed or one by one.</summary>
    public IReadOnlyList<ulong> Fixed64(int field) =>
        [.. _fields.Where(f => f.Field == field).SelectMany(f => f.Bytes.IsEmpty ? [f.Number] : f.Bytes.ToArray().Chunk(8).Select(c => BinaryPrimitives.ReadUInt64LittleEndian(c)))];

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a varint without end");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, ulong length)
    {
        if (length > (ulong)bytes.Length)
        {
            throw new InvalidDataException("the message ends early");
        }

        var taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }
}
