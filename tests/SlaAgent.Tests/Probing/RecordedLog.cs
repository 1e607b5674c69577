using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>Keeps what is logged, each entry with its exception.</summary>
internal sealed class RecordedLog : ILogger<ProbeScheduler>
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue($"{formatter(state, exception)} {exception}");
}
