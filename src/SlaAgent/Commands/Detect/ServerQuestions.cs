using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Detection;
using SlaAgent.Probing;

namespace SlaAgent.Commands.Detect;

/// <summary>Asks a server by the rules of probes: one request on the wire for each question, one deadline, no redirect, no proxy, secrets from files.</summary>
internal sealed class ServerQuestions : IDisposable
{
    /// <summary>How much of an answer is read.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private readonly QuestionExchange _exchange = new();
    private readonly AgentClock _clock;
    private readonly ProbeTransport _transport;

    /// <summary>Questions to <paramref name="service"/>, each with <paramref name="timeout"/>.</summary>
    public ServerQuestions(ModelService service, TimeSpan timeout, AgentClock clock)
    {
        _clock = clock;
        var question = new Probe("detect", timeout, timeout, new ProbeRequest.Health("/") { Expect = new() { MaxBodyBytes = MaxBodyBytes } });
        _transport = new ProbeTransport(service, question, _exchange, clock.Time);
    }

    /// <summary>How the last question without an answer ended, in words; null before one did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether a question could not even be asked: a secret's file, say, cannot be read.</summary>
    public bool NotAsked { get; private set; }

    /// <summary>Asks.</summary>
    public async Task<ServerReply?> AskAsync(string method, string path, CancellationToken cancellation)
    {
        _exchange.Set(method, path);
        var run = await _transport.SendAsync(_clock.Now, TimeSpan.Zero, default, cancellation);
        if (_exchange.Reply is null)
        {
            NotAsked |= run.Result.Outcome == Outcome.AgentError;
            Failure = run.Result.Detail ?? run.Result.Outcome.Name();
        }

        return _exchange.Reply;
    }

    /// <inheritdoc />
    public void Dispose() => _transport.Dispose();
}
