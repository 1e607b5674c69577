namespace SlaAgent.DemoServer.Faults;

/// <summary>Holds the faults in force; changed at run time by code, by a script or by PUT /demo/faults.</summary>
public sealed class FaultSwitch
{
    private readonly Lock _sync = new();
    private FaultSet _current = FaultSet.None;
    private double _owedErrors;

    /// <summary>The faults in force. A change concerns requests that arrive after it.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public FaultSet Current
    {
        get
        {
            lock (_sync)
            {
                return _current;
            }
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Problem() is { } problem)
            {
                throw new ArgumentException(problem, nameof(value));
            }

            lock (_sync)
            {
                _current = value;
                _owedErrors = 0;
            }
        }
    }

    /// <summary>Whether the inference that has just arrived is one of those that fail.</summary>
    internal bool NextFails()
    {
        lock (_sync)
        {
            // A share is paid by carrying the remainder, so that 0.25 fails exactly every fourth; the margin is for sums such as 10 × 0.1.
            _owedErrors += _current.ErrorShare;
            if (_owedErrors < 1 - 1e-9)
            {
                return false;
            }

            _owedErrors -= 1;
            return true;
        }
    }
}
