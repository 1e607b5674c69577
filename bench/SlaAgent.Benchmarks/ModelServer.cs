using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SlaAgent.Benchmarks;

/// <summary>
/// A model server that costs as little as it can, for a process of its own: an inference answers with a small JSON body, a chat with a stream of
/// <see cref="Chunks"/> events, each written by itself.
/// </summary>
internal static class ModelServer
{
    /// <summary>Events with content of a streamed answer.</summary>
    public const int Chunks = 16;

    private static readonly byte[] Answer = Whole("""{"model_name":"iris","outputs":[{"name":"species","shape":[1],"datatype":"INT64","data":[0]}]}""");
    private static readonly byte[][] Stream = [.. StreamParts()];

    /// <summary>Serves on the loopback until the process ends; writes the port to standard output once it listens.</summary>
    public static void Run(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        while (true)
        {
            var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[16 * 1024];
            try
            {
                while (ReceiveRequest(socket, buffer) is { Length: > 0 } request)
                {
                    foreach (var part in request.Contains("/chat/", StringComparison.Ordinal) ? Stream : [Answer])
                    {
                        socket.Send(part);
                    }
                }
            }
            catch (SocketException)
            {
                // Whoever measured has gone away.
            }
        }
    }

    /// <summary>The request line; empty where the connection ended.</summary>
    private static string ReceiveRequest(Socket socket, byte[] buffer)
    {
        var (filled, needed) = (0, int.MaxValue);
        while (filled < needed)
        {
            var count = socket.Receive(buffer.AsSpan(filled));
            if (count == 0)
            {
                return "";
            }

            filled += count;
            var head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            needed = head < 0 ? int.MaxValue : head + 4 + BodyLength(buffer.AsSpan(0, head));
        }

        return Encoding.ASCII.GetString(buffer, 0, buffer.AsSpan().IndexOf((byte)'\r'));
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
        {
            return 0;
        }

        var value = head[(at + name.Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    private static byte[] Whole(string json) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    private static IEnumerable<byte[]> StreamParts()
    {
        yield return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();
        for (var i = 0; i < Chunks; i++)
        {
            yield return Chunk($$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"demo-chat","choices":[{"index":0,"delta":{"content":"word{{{i}}} "},"finish_reason":null}]}""");
        }

        yield return Chunk("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"demo-chat","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        yield return [.. Chunk("[DONE]"), .. "0\r\n\r\n"u8];
    }

    private static byte[] Chunk(string data)
    {
        var text = $"data: {data}\n\n";
        return Encoding.UTF8.GetBytes($"{text.Length:x}\r\n{text}\r\n");
    }
}
