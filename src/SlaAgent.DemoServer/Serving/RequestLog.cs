using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Serving;

/// <summary>The latest inferences, for tests that compare what was measured outside with what happened here.</summary>
public sealed class RequestLog
{
    private readonly Lock _sync = new();
    private readonly Queue<ServedRequest> _requests = [];
    private readonly int _capacity;
    private long _total;

    internal RequestLog(int capacity) => _capacity = capacity;

    /// <summary>How many inferences have ended since the start, those included that are no longer kept.</summary>
    public long Total
    {
        get
        {
            lock (_sync)
            {
                return _total;
            }
        }
    }

    /// <summary>The inferences that are kept, in the order of their ends.</summary>
    public ImmutableArray<ServedRequest> Read()
    {
        lock (_sync)
        {
            return [.. _requests];
        }
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        lock (_sync)
        {
            _requests.Clear();
        }
    }

    internal void Add(ServedRequest request)
    {
        lock (_sync)
        {
            _total++;
            if (_capacity == 0)
            {
                return;
            }

            if (_requests.Count == _capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }
}
