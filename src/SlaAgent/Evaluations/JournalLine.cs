using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Samples;

namespace SlaAgent.Evaluations;

/// <summary>
/// The lines of a journal: eight hexadecimal digits of CRC-32C, a space, and a JSON array whose first item says what it is: <c>H</c> the header, <c>A</c> an
/// example is about to be asked, <c>P</c> its prediction, <c>F</c> its failure, <c>X</c> the run says nothing.
/// </summary>
internal static class JournalLine
{
    /// <summary>What stands before the JSON.</summary>
    public const int PrefixBytes = 9;

    private const int Format = 1;

    /// <summary>The line of a header.</summary>
    public static byte[] Of(JournalHeader header) => Line('H', json =>
    {
        json.WriteNumberValue(Format);
        json.WriteStringValue(header.Service);
        json.WriteStringValue(header.Probe);
        json.WriteNumberValue(header.ScheduledAt.UtcTicks);
        json.WriteNumberValue(header.StartedAt.UtcTicks);
        json.WriteStringValue(header.DataSetHash);
        json.WriteStringValue(header.Question);
        json.WriteNumberValue(header.Examples);
        json.WriteStringValue(header.VersionBefore);
    });

    /// <summary>An example is about to be asked.</summary>
    public static byte[] OfAsked(int index) => Line('A', json => json.WriteNumberValue(index));

    /// <summary>The run says nothing, and why.</summary>
    public static byte[] OfVoid(string reason) => Line('X', json => json.WriteStringValue(reason));

    /// <summary>How the request about an example ended.</summary>
    public static byte[] Of(ExampleOutcome outcome) => outcome.IsAnswered
        ? Line('P', json =>
        {
            json.WriteNumberValue(outcome.Index);
            json.WriteStringValue(outcome.Prediction);
            if (outcome.Score is { } score)
            {
                json.WriteNumberValue(score);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteStringValue(outcome.Version);
        })
        : Line('F', json =>
        {
            json.WriteNumberValue(outcome.Index);
            json.WriteNumberValue((int)outcome.Outcome);
            json.WriteStringValue(outcome.Detail);
        });

    /// <summary>What a line, without its line feed, holds; false where it is damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out JournalRecord record)
    {
        record = default;
        if (line.Length <= PrefixBytes || line[PrefixBytes - 1] != ' '
            || !Utf8Parser.TryParse(line[..(PrefixBytes - 1)], out uint written, out var used, 'x') || used != PrefixBytes - 1
            || written != Checksum(line[PrefixBytes..]))
        {
            return false;
        }

        var json = new Utf8JsonReader(line[PrefixBytes..]);
        try
        {
            json.Read();
            json.Read();
            record = ReadRecord(json.GetString(), ref json);
            return record.Kind != default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            // The sum is right, so that it was written so: by another version.
            return false;
        }
    }

    private static JournalRecord ReadRecord(string? kind, ref Utf8JsonReader json) => kind switch
    {
        "H" when Int(ref json) == Format => new('H', 0) { Header = ReadHeader(ref json) },
        "A" => new('A', Int(ref json)),
        "X" => new('X', 0) { Reason = Text(ref json) },
        "P" when Int(ref json) is var index => new('P', index) { Outcome = new(index, Outcome.Success, null, Text(ref json), Number(ref json), Text(ref json)) },
        "F" when Int(ref json) is var index => new('F', index) { Outcome = new(index, (Outcome)Int(ref json), Text(ref json), null, null, null) },
        _ => default,
    };

    private static JournalHeader ReadHeader(ref Utf8JsonReader json) => new(
        Text(ref json)!, Text(ref json)!, Time(ref json), Time(ref json), Text(ref json)!, Text(ref json)!, Long(ref json), Text(ref json));

    private static int Int(ref Utf8JsonReader json) => json.Read() ? json.GetInt32() : throw new JsonException();

    private static long Long(ref Utf8JsonReader json) => json.Read() ? json.GetInt64() : throw new JsonException();

    private static DateTimeOffset Time(ref Utf8JsonReader json) => new(Long(ref json), TimeSpan.Zero);

    private static string? Text(ref Utf8JsonReader json) => json.Read() ? json.GetString() : throw new JsonException();

    private static double? Number(ref Utf8JsonReader json) =>
        !json.Read() ? throw new JsonException() : json.TokenType == JsonTokenType.Null ? null : json.GetDouble();

    private static byte[] Line(char kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        buffer.Advance(PrefixBytes);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(new ReadOnlySpan<char>(in kind));
            write(json);
            json.WriteEndArray();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        var line = buffer.WrittenSpan.ToArray();
        Encoding.ASCII.GetBytes(Checksum(line.AsSpan()[PrefixBytes..^1]).ToString("x8", System.Globalization.CultureInfo.InvariantCulture), line);
        line[PrefixBytes - 1] = (byte)' ';
        return line;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}
