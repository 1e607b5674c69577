using System.Buffers.Binary;
using System.Text;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>The server's end of an HTTP/2 connection, frame by frame, so that a test can do with each whatever a server might.</summary>
internal sealed class GrpcPeer(FaultConnection connection)
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte EndStream = 1;
    private const byte EndHeaders = 4;

    /// <summary>The stream of the request that was read last.</summary>
    public uint Stream { get; private set; }

    /// <summary>The answer to a health check that says SERVING.</summary>
    public static byte[] Serving { get; } = [0, 0, 0, 0, 2, 0x08, 0x01];

    /// <summary>Reads the client's preface and sends this end's settings.</summary>
    public async Task OpenAsync()
    {
        await connection.ReadExactlyAsync(24);
        await SendAsync(Settings, 0, 0, []);
    }

    /// <summary>Reads up to the end of the next request; false where the client closed first.</summary>
    public async Task<bool> ReadRequestAsync()
    {
        while (true)
        {
            if (await connection.ReadExactlyAsync(9) is not { } header)
            {
                return false;
            }

            var payload = await connection.ReadExactlyAsync((header[0] << 16) | (header[1] << 8) | header[2]);
            var (kind, flags) = (header[3], header[4]);
            if (kind == Headers)
            {
                Stream = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(5));
                connection.CountRequest(Convert.ToHexString(payload ?? []));
            }

            if (kind is Headers or Data && (flags & EndStream) != 0)
            {
                return true;
            }
        }
    }

    /// <summary>Sends a complete answer of one message under the status OK.</summary>
    public async Task AnswerAsync(byte[] message)
    {
        await SendHeadAsync();
        await SendAsync(Data, 0, Stream, message);
        await SendTrailersAsync(("grpc-status", "0"));
    }

    public Task SendHeadAsync() => SendFieldsAsync(0, (":status", "200"), ("content-type", "application/grpc"));

    public Task SendTrailersAsync(params (string Name, string Value)[] fields) => SendFieldsAsync(EndStream, fields);

    /// <summary>Sends head or trailers, each field spelled out.</summary>
    public Task SendFieldsAsync(byte flags, params (string Name, string Value)[] fields)
    {
        var block = new List<byte>();
        foreach (var (name, value) in fields)
        {
            block.Add(0);
            AddText(block, name);
            AddText(block, value);
        }

        return SendAsync(Headers, (byte)(flags | EndHeaders), Stream, [.. block]);
    }

    public Task ResetAsync(uint code) => SendAsync(ResetStream, 0, Stream, Number(code));

    public Task GoAwayAsync(uint lastStream, uint code) => SendAsync(GoAway, 0, 0, [.. Number(lastStream), .. Number(code)]);

    /// <summary>Sends one frame.</summary>
    public Task SendAsync(byte kind, byte flags, uint stream, byte[] payload)
    {
        var length = payload.Length;
        return connection.SendAsync([(byte)(length >> 16), (byte)(length >> 8), (byte)length, kind, flags, .. Number(stream), .. payload]);
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static void AddText(List<byte> block, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.InRange(bytes.Length, 0, 126);
        block.Add((byte)bytes.Length);
        block.AddRange(bytes);
    }
}
