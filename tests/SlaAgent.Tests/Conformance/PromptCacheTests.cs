using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Conformance;

/// <summary>Prompts against a server that keeps what it has computed for the beginning of a prompt, as the real ones do: what it says itself that it took from there.</summary>
public sealed class PromptCacheTests
{
    private const int Prompts = 4;

    [Theory]
    [InlineData("vllm", Dialect.Vllm)]
    [InlineData("sglang", Dialect.SgLang)]
    [InlineData("nim", Dialect.Nim)]
    [InlineData("llama.cpp", Dialect.LlamaCpp)]
    [InlineData("ollama", Dialect.Ollama)]
    [InlineData("tgi", Dialect.Tgi)]
    [InlineData("kserve-openai", Dialect.KServeOpenAi)]
    [InlineData("triton", Dialect.Triton)]
    public async Task A_prompt_comes_out_of_the_cache_only_where_that_is_allowed(string preset, Dialect dialect)
    {
        // The bracket before the digits is a token of its own, and always the same.
        Assert.All(await CachedAsync(preset, dialect, allowed: false), prompt => Assert.InRange(prompt.Cached, 0, 1));
        var cached = await CachedAsync(preset, dialect, allowed: true);
        Assert.Equal([0, .. cached.Skip(1).Select(prompt => prompt.Tokens)], cached.Select(prompt => prompt.Cached));
        Assert.All(cached, prompt => Assert.InRange(prompt.Tokens, 3, 100));
    }

    private static async Task<IReadOnlyList<(int Cached, int Tokens)>> CachedAsync(string preset, Dialect dialect, bool allowed)
    {
        var options = new DemoServerOptions { Dialect = dialect, PrefixCache = true, FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero };
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options, cancellationToken: TestContext.Current.CancellationToken);
        var service = ProbeSetup.Service(server.Address) with { Server = preset, Model = DemoModelServer.TextModelName };
        var prompt = new ProbeRequest.Inference { Prompt = Subject.Prompt, MaxTokens = 4, Stream = true, CacheAllowed = allowed };
        var probe = new Probe("chat", ProbeSetup.Ample, ProbeSetup.Ample, prompt);
        using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
        for (var i = 0; i < Prompts; i++)
        {
            Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
        }

        return [.. server.Requests.Read().Select(request => (request.CachedTokens, request.PromptTokens))];
    }
}
