namespace SlaAgent.ModelServers.Metrics;

/// <summary>One series that is followed from reading to reading.</summary>
internal abstract class TrackedSeries
{
    private double _created = double.NaN;
    private double _createdNow = double.NaN;

    /// <summary>Which of its metric's conditions the labels meet, a bit for each.</summary>
    public required ulong Meets { get; init; }

    /// <summary>The reading in which it was seen last.</summary>
    public long SeenIn { get; protected set; }

    /// <summary>Whether it has been taken up in a reading that was whole.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Takes a value of the reading number <paramref name="reading"/>.</summary>
    /// <returns>False where it cannot be: a second one in the same reading, say.</returns>
    public abstract bool Take(SeriesRole role, double bound, double value, long reading);

    /// <summary>The reading is whole: what it said becomes what the next one is compared with.</summary>
    /// <param name="reading">Its number.</param>
    /// <param name="baseline">Whether nothing is to be compared with what was said before.</param>
    public void Commit(long reading, bool baseline)
    {
        var seen = SeenIn == reading;
        if (seen)
        {
            // A server that says when counting began says so too when it began anew, even if the count is over the old one already.
            var begunAnew = !double.IsNaN(_created) && !double.IsNaN(_createdNow) && _createdNow != _created;
            Compare(baseline, begunAnew);
            _created = double.IsNaN(_createdNow) ? _created : _createdNow;
            IsKnown = true;
        }
        else
        {
            NothingSaid();
        }

        _createdNow = double.NaN;
    }

    /// <summary>Compares with what was said before, and remembers what is said now.</summary>
    protected abstract void Compare(bool baseline, bool begunAnew);

    /// <summary>It was absent from the reading.</summary>
    protected abstract void NothingSaid();

    /// <summary>Takes the time at which counting began.</summary>
    protected bool TakeCreated(double value)
    {
        _createdNow = value;
        return true;
    }
}
