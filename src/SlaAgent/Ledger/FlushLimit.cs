namespace SlaAgent.Ledger;

/// <summary>Waits for the ledger where somebody waits for an answer.</summary>
internal static class FlushLimit
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether <paramref name="flush"/> made everything durable within five seconds; a disk that hangs is not waited for.</summary>
    public static async Task<bool> IsDurableAsync(Func<Task<bool>> flush, TimeProvider time)
    {
        var flushed = flush();
        await Task.WhenAny(flushed, Task.Delay(Longest, time));
        return flushed.IsCompletedSuccessfully && await flushed;
    }
}
