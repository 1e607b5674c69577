namespace SlaAgent.DemoServer.Serving;

/// <summary>Lets so many inferences run at a time; the others wait, and beyond a bound are turned away.</summary>
internal sealed class AdmissionQueue(int slots, int mostWaiting) : IDisposable
{
    private readonly SemaphoreSlim? _slots = slots == 0 ? null : new SemaphoreSlim(slots, slots);
    private int _waiting;

    /// <summary>Waits for a turn; false when too many do already.</summary>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (_slots is null || _slots.Wait(0, CancellationToken.None))
        {
            return true;
        }

        if (Interlocked.Increment(ref _waiting) > mostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave() => _slots?.Release();

    public void Dispose() => _slots?.Dispose();
}
