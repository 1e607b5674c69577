using System.Buffers.Binary;
using Google.Protobuf;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>gRPC's framing: one byte that says whether the message is compressed, four of its length, big-endian, and the message.</summary>
internal static class MessageFrame
{
    /// <summary>Bytes before each message.</summary>
    public const int PrefixBytes = 5;

    /// <summary>The frame of a message as it goes on the wire, not compressed.</summary>
    public static byte[] Write(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[PrefixBytes + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(PrefixBytes));
        return frame;
    }

    /// <summary>The prefix of a frame; false where it is not there whole.</summary>
    public static bool TryReadPrefix(ReadOnlySpan<byte> frame, out bool compressed, out uint length)
    {
        if (frame.Length < PrefixBytes)
        {
            (compressed, length) = (false, 0);
            return false;
        }

        compressed = frame[0] != 0;
        length = BinaryPrimitives.ReadUInt32BigEndian(frame[1..]);
        return true;
    }
}
