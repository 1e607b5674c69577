using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace SlaAgent.Tests.Probing;

/// <summary>A server on the loopback that does to each connection what a test's script says, and counts what reached it.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<FaultConnection, Task> _script;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;
    private int _connections;

    public FaultServer(Func<FaultConnection, Task> script, SslServerAuthenticationOptions? tls = null)
    {
        _script = script;
        _tls = tls;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri Url => new($"{(_tls is null ? "http" : "https")}://127.0.0.1:{Port}");

    /// <summary>The same address for gRPC.</summary>
    public Uri GrpcUrl => new($"{(_tls is null ? "grpc" : "grpcs")}://127.0.0.1:{Port}");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Every request that was read whole, head and body.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>A server that answers every request on every connection.</summary>
    public static FaultServer Answering(Func<FaultConnection, string, Task> answer, SslServerAuthenticationOptions? tls = null) =>
        new(
            async connection =>
            {
                while (await connection.ReadRequestAsync() is { } request)
                {
                    await answer(connection, request);
                }
            },
            tls);

    public void CountRequest(string request) => _requests.Enqueue(request);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                serving.Add(ServeAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await Task.Yield();
        try
        {
            using var plain = new NetworkStream(socket, ownsSocket: true);
            Stream stream = plain;
            if (_tls is not null)
            {
                var secured = new SslStream(plain);
                await secured.AuthenticateAsServerAsync(_tls, _stopping.Token);
                stream = secured;
            }

            await _script(new FaultConnection(socket, stream, this, number));
            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test has ended.
        }
    }
}
