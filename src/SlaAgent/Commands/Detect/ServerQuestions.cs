using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.Probing;

namespace SlaAgent.Commands.Detect;

/// <summary>Asks a server by the rules of probes: one request on the wire for each question, one deadline, no redirect, no proxy, secrets from files.</summary>
internal sealed class ServerQuestions : IDisposable
{
    /// <summary>How much of an answer is read.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private readonly AgentClock _clock;
    private readonly ProbeTransport _transport;

    /// <summary>Questions to <paramref name="service"/>, each with <paramref name="timeout"/>.</summary>
    /// <param name="service">The server, and how it is reached.</param>
    /// <param name="timeout">How long each question may take.</param>
    /// <param name="clock">Clock and timers.</param>
    /// <param name="exchange">Holds the next question, and its answer.</param>
    public ServerQuestions(ModelService service, TimeSpan timeout, AgentClock clock, ProbeExchange exchange)
    {
        _clock = clock;
        var question = new Probe("detect", timeout, timeout, new ProbeRequest.Health("/") { Expect = new() { MaxBodyBytes = MaxBodyBytes } });
        _transport = new ProbeTransport(service, question, exchange, clock.Time);
    }

    /// <summary>How the last question without a good answer ended, in words; null before one did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether a question could not even be asked: a secret's file, say, cannot be read.</summary>
    public bool NotAsked { get; private set; }

    /// <summary>Asks the next question, once.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var result = (await _transport.SendAsync(_clock.Now, TimeSpan.Zero, default, cancellation)).Result;
        NotAsked |= result.Outcome == Outcome.AgentError;
        if (result.Outcome != Outcome.Success)
        {
            Failure = result.Detail ?? result.Outcome.Name();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _transport.Dispose();
}
