using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Tests.Conformance;

/// <summary>The preset's own exchange, with a look at how far the answer has come.</summary>
internal sealed class WatchedExchange(ProbeExchange inner) : ProbeExchange
{
    private readonly TaskCompletionSource _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _tokens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the head of the answer is here.</summary>
    public Task Head => _head.Task;

    /// <summary>Ends when the first token is here.</summary>
    public Task Tokens => _tokens.Task;

    public override bool ConnectsOnly => inner.ConnectsOnly;

    public override ServerRequest NextRequest() => inner.NextRequest();

    public override AnswerReader NewReader() => new WatchedReader(inner.NewReader(), () => _head.TrySetResult(), () => _tokens.TrySetResult());

    public override ProbeExchange Twin() => new WatchedExchange(inner.Twin());
}
