using System.IO.Compression;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing;

/// <summary>What probes cost the process, the test's own server counted in.</summary>
[Collection<Alone>]
public sealed class ProbeCostTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_body_of_any_length_is_read_in_flat_memory()
    {
        var piece = new byte[Megabyte];
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
            while (true)
            {
                await c.SendAsync(piece);
            }
        });
        using var transport = ProbeSetup.Transport(server.Url, probe: ProbeSetup.Probe(maxBody: 128 * Megabyte));

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = (await transport.SendAsync()).Result;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal((Outcome.InvalidResponse, "body over 134217728 bytes"), (result.Outcome, result.Detail));
        Assert.InRange(allocated, 0, 4 * Megabyte);
    }

    [Fact]
    public async Task A_bomb_is_decompressed_in_flat_memory()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[Megabyte];
            for (var i = 0; i < 256; i++)
            {
                gzip.Write(zeros);
            }
        }

        var bomb = packed.ToArray();
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync(FormattableString.Invariant($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"));
            await c.SendAsync(bomb);
        });
        using var transport = ProbeSetup.Transport(server.Url, probe: ProbeSetup.Probe(maxBody: 128 * Megabyte));

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = (await transport.SendAsync()).Result;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal((Outcome.InvalidResponse, "body over 134217728 bytes"), (result.Outcome, result.Detail));
        Assert.InRange(allocated, 0, 4 * Megabyte);
    }

    [Fact]
    public async Task A_probe_over_a_kept_connection_allocates_little()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync("hello"));
        using var transport = ProbeSetup.Transport(server.Url);
        for (var i = 0; i < 50; i++)
        {
            await transport.SendAsync();
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 200; i++)
        {
            await transport.SendAsync();
        }

        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / 200;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes for each probe");
        Assert.InRange(each, 0, 32 * 1024);
    }
}
