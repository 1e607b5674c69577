using CsCheck;
using SlaAgent.Probing.Http2;

namespace SlaAgent.Tests.Probing.Http2;

public sealed class FrameScannerTests
{
    private static readonly Gen<byte[]> AnyFrame = Gen.Select(Gen.Byte[0, 12], Gen.Byte, Gen.UInt[0, int.MaxValue], Gen.Byte.Array[0, 40]).Select((kind, flags, stream, payload) =>
        (byte[])[0, 0, (byte)payload.Length, kind, flags, (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. payload]);

    [Fact]
    public void Frames_are_found_however_the_bytes_are_cut() =>
        Gen.Select(AnyFrame.Array[1, 8], Gen.Int[1, 30]).Sample((frames, size) =>
        {
            byte[] bytes = [.. frames.SelectMany(f => f)];
            var found = Scan(bytes.Chunk(size));
            Assert.Equal(Scan([bytes]), found);
            Assert.Equal(frames.Select(f => (FrameKind)f[3]), found.Select(f => f.Kind));
        });

    [Fact]
    public void The_payload_of_a_frame_before_is_not_taken_for_that_of_a_short_one()
    {
        var found = Scan([[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 2], [0, 0, 0, 1, 1, 0, 0, 0, 3]]);

        Assert.Equal([new Frame(FrameKind.GoAway, 0, 0, 5, 2), new Frame(FrameKind.Headers, 1, 3, 0, 0)], found);
        Assert.True(found[1].IsMessage && found[1].EndsStream);
    }

    private static List<Frame> Scan(IEnumerable<byte[]> pieces)
    {
        var scanner = new FrameScanner(0);
        var found = new List<Frame>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> bytes = piece;
            while (scanner.TryTake(ref bytes, out var frame, out var whole))
            {
                if (whole)
                {
                    found.Add(frame);
                }
            }
        }

        return found;
    }
}
