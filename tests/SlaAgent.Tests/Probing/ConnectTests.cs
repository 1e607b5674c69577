using System.Net;
using System.Net.Sockets;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class ConnectTests
{
    [Fact]
    public async Task A_refused_connection_is_a_connection_error_with_a_real_duration()
    {
        using var transport = ProbeSetup.Transport(new Uri($"http://127.0.0.1:{UnusedPort()}"));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.ConnectionError, result.Outcome);
        Assert.Contains("ConnectionRefused", result.Detail, StringComparison.Ordinal);
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, result.Phases.Wait);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_dns_error()
    {
        AddressResolver failing = (_, _) => throw new SocketException((int)SocketError.HostNotFound);
        using var transport = ProbeSetup.Transport(new Uri("http://model.test"), resolver: failing);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.DnsError, "model.test does not resolve: HostNotFound"), (result.Outcome, result.Detail));
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.Equal(result.Duration, result.Phases.Resolve);
    }

    [Fact]
    public async Task A_name_that_resolves_again_is_probed_again()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        var calls = 0;
        AddressResolver flapping = (_, _) => calls++ % 2 == 0
            ? throw new SocketException((int)SocketError.HostNotFound)
            : Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        using var transport = ProbeSetup.Transport(
            new Uri($"http://model.test:{server.Port}"), s => s with { Connection = ConnectionReuse.Fresh }, resolver: flapping);

        var outcomes = new List<Outcome>();
        for (var i = 0; i < 4; i++)
        {
            outcomes.Add((await transport.SendAsync()).Result.Outcome);
        }

        Assert.Equal([Outcome.DnsError, Outcome.Success, Outcome.DnsError, Outcome.Success], outcomes);
        Assert.Contains($"Host: model.test:{server.Port}\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_of_the_other_family_are_not_used()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        AddressResolver both = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Loopback]);
        AddressResolver four = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        var url = new Uri($"http://model.test:{server.Port}");
        using var onlyFour = ProbeSetup.Transport(url, s => s with { AddressFamily = AddressFamilyPreference.IPv4 }, resolver: both);
        using var onlySix = ProbeSetup.Transport(url, s => s with { AddressFamily = AddressFamilyPreference.IPv6 }, resolver: four);

        Assert.Equal(Outcome.Success, (await onlyFour.SendAsync()).Result.Outcome);
        var refused = (await onlySix.SendAsync()).Result;

        Assert.Equal((Outcome.DnsError, "model.test has no IPv6 address"), (refused.Outcome, refused.Detail));
    }

    [Fact]
    public async Task A_dead_first_address_does_not_hide_a_live_second_one()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());

        // Nothing listens on this port of the second loopback address, so the first attempt is refused at once.
        AddressResolver two = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        using var transport = ProbeSetup.Transport(new Uri($"http://model.test:{server.Port}"), resolver: two);

        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
    }

    [Fact]
    public async Task A_silent_first_address_is_passed_by_after_its_head_start()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var full = new FullBacklog(server.Port);
        AddressResolver two = (_, _) => Task.FromResult<IPAddress[]>([full.Address, IPAddress.Loopback]);
        using var transport = ProbeSetup.Transport(new Uri($"http://model.test:{server.Port}"), resolver: two);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.Success, result.Outcome);
        Assert.True(result.Phases.Connect >= AddressRace.HeadStart - TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public async Task Where_no_address_answers_the_last_error_is_the_probes()
    {
        AddressResolver two = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        using var transport = ProbeSetup.Transport(new Uri($"http://model.test:{UnusedPort()}"), resolver: two);

        Assert.Equal(Outcome.ConnectionError, (await transport.SendAsync()).Result.Outcome);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A listener whose queue is full, so that one more SYN gets no answer.</summary>
    private sealed class FullBacklog : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public FullBacklog(int port)
        {
            _listener.Bind(new IPEndPoint(Address, port));
            _listener.Listen(0);
            for (var i = 0; i < 8; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(socket);
                try
                {
                    socket.Connect(new IPEndPoint(Address, port));
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Under way: that is all that is wanted.
                }
            }
        }

        public IPAddress Address { get; } = IPAddress.Parse("127.0.0.3");

        public void Dispose()
        {
            _waiting.ForEach(s => s.Dispose());
            _listener.Dispose();
        }
    }
}
