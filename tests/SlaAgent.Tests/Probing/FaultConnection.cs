using System.Net.Sockets;
using System.Text;

namespace SlaAgent.Tests.Probing;

/// <summary>The server's end of one connection: reads requests and answers them with whatever bytes a test wants.</summary>
internal sealed class FaultConnection(Socket socket, Stream stream, FaultServer server, int number)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>1 for the first connection of the server.</summary>
    public int Number => number;

    /// <summary>Reads one request, its body too; null where the client closed first.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString(_buffer, 0, _filled);
            var headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (headEnd >= 0)
            {
                var total = headEnd + 4 + BodyLength(text[..headEnd]);
                if (_filled >= total)
                {
                    _buffer.AsSpan(total, _filled - total).CopyTo(_buffer);
                    _filled -= total;
                    server.CountRequest(text[..total]);
                    return text[..total];
                }
            }

            var count = await stream.ReadAsync(_buffer.AsMemory(_filled), server.Stopping);
            if (count == 0)
            {
                return null;
            }

            _filled += count;
        }
    }

    /// <summary>Waits for the first bytes of the client, whatever they are.</summary>
    public async Task ReadSomeAsync() => _filled = await stream.ReadAsync(_buffer, server.Stopping);

    /// <summary>Reads so many bytes; null where the client closed first.</summary>
    public async Task<byte[]?> ReadExactlyAsync(int count)
    {
        var bytes = new byte[count];
        try
        {
            await stream.ReadExactlyAsync(bytes, server.Stopping);
            return bytes;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Counts a request that was read otherwise than as HTTP/1.1.</summary>
    public void CountRequest(string request) => server.CountRequest(request);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, server.Stopping);
        await stream.FlushAsync(server.Stopping);
    }

    /// <summary>Sends a complete answer with a Content-Length.</summary>
    public Task AnswerAsync(string body = "ok", string status = "200 OK", string headers = "") =>
        SendAsync($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");

    /// <summary>Waits until the client has closed the connection.</summary>
    public async Task WaitForCloseAsync()
    {
        try
        {
            while (await stream.ReadAsync(_buffer, server.Stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is a close too.
        }
    }

    /// <summary>Closes with a TCP reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private static int BodyLength(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
