using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Requests that were made once, sent in turn, and answers that are all read alike. Thread-safe, so that it is its own twin.</summary>
internal sealed class RepeatedExchange(ServerRequest[] requests, Func<AnswerReader> newReader) : ProbeExchange
{
    private int _last = -1;

    /// <inheritdoc />
    public override ServerRequest NextRequest() => requests[(int)((uint)Interlocked.Increment(ref _last) % (uint)requests.Length)];

    /// <inheritdoc />
    public override AnswerReader NewReader() => newReader();

    /// <inheritdoc />
    public override ProbeExchange Twin() => this;
}
