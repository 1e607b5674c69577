namespace SlaAgent.ModelServers.Metrics;

/// <summary>
/// A counter's or gauge's series. Counts are whole numbers: of each total the whole part is taken, so that a fraction is counted when it has become
/// whole, and the counts of all readings add up to the total, whatever it was rounded to on the way.
/// </summary>
internal sealed class ValueSeries : TrackedSeries
{
    /// <summary>Up to here a double holds every whole number.</summary>
    private const double LargestCount = 1L << 53;

    private long? _total;

    /// <summary>What the last whole reading said; NaN where it said nothing.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>By how much it grew since the reading before; null where there is nothing to compare.</summary>
    public long? Increase { get; private set; }

    private double Now { get; set; }

    /// <inheritdoc />
    public override bool Take(SeriesRole role, double bound, double value, long reading)
    {
        if (role == SeriesRole.Created)
        {
            return TakeCreated(value);
        }

        if (SeenIn == reading)
        {
            return false;
        }

        (Now, SeenIn) = (value, reading);
        return true;
    }

    /// <inheritdoc />
    protected override void Compare(bool baseline, bool begunAnew)
    {
        Value = Now;
        if (!(Now is >= 0 and <= LargestCount))
        {
            Increase = null;
            return;
        }

        // A series that is new began at 0. One that was there without a number (NaN) may have stood anywhere.
        var total = (long)Now;
        var before = IsKnown && !begunAnew && !(total < _total) ? _total : 0;
        Increase = baseline ? null : total - before;
        _total = total;
    }

    /// <inheritdoc />
    protected override void NothingSaid() => (Value, Increase) = (double.NaN, null);
}
