namespace SlaAgent.Ledger;

/// <summary>What had to be given up: it is counted, and said now and then.</summary>
internal sealed partial class StateLedger
{
    private static readonly TimeSpan DropLogInterval = TimeSpan.FromMinutes(10);

    private long _dropped;
    private long _droppedSaid;
    private long _nextDropLog = long.MinValue;

    /// <summary>Slots, held results, runs of evaluations and ended incidents given up because memory (while the disk took nothing) or the limit was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes over what a part has dropped.</summary>
    private void CountDropped(long dropped)
    {
        if (dropped > 0)
        {
            Interlocked.Add(ref _dropped, dropped);
        }
    }

    private void SayDropped()
    {
        var (dropped, now) = (Dropped, _time.GetTimestamp());
        if (dropped > _droppedSaid && now >= _nextDropLog)
        {
            LogDropped(dropped - _droppedSaid);
            _droppedSaid = dropped;
            _nextDropLog = now + (long)(DropLogInterval.TotalSeconds * _time.TimestampFrequency);
        }
    }
}
