using System.Globalization;

namespace SlaAgent.DemoServer.Dialects.Ollama;

/// <summary>Whether the model is in memory, and until when: every request moves that on by its keep_alive.</summary>
internal sealed class OllamaResidency(TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    private readonly Lock _sync = new();
    private DateTimeOffset _expires = DateTimeOffset.MinValue;

    /// <summary>When it leaves memory; null when it is not there.</summary>
    public DateTimeOffset? Expires
    {
        get
        {
            lock (_sync)
            {
                return _expires > time.GetUtcNow() ? _expires : null;
            }
        }
    }

    /// <summary>A request has used it.</summary>
    /// <param name="keepAlive">What it said: seconds or a duration such as 5m; negative for ever, 0 for leaving at once, null for the usual five minutes.</param>
    public void Use(string? keepAlive)
    {
        var stay = Parse(keepAlive);
        lock (_sync)
        {
            _expires = stay < TimeSpan.Zero ? DateTimeOffset.MaxValue : time.GetUtcNow() + stay;
        }
    }

    /// <summary>The duration that <paramref name="text"/> says.</summary>
    /// <exception cref="FormatException">It says none.</exception>
    public static TimeSpan Parse(string? text)
    {
        if (text is null)
        {
            return Usual;
        }

        var (unit, length) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (TimeSpan.FromMilliseconds(1), 2),
            _ when text.EndsWith('s') => (TimeSpan.FromSeconds(1), 1),
            _ when text.EndsWith('m') => (TimeSpan.FromMinutes(1), 1),
            _ when text.EndsWith('h') => (TimeSpan.FromHours(1), 1),
            _ => (TimeSpan.FromSeconds(1), 0),
        };
        return double.TryParse(text[..^length], CultureInfo.InvariantCulture, out var count) && Math.Abs(count) < 1e6
            ? unit * count
            : throw new FormatException("invalid keep_alive");
    }
}
