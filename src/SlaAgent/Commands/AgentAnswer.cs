using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlaAgent.Commands;

/// <summary>What came of asking a running agent.</summary>
/// <param name="Value">What it said; null where there is none.</param>
/// <param name="Problem">Why there is none, in one line.</param>
/// <param name="Exit">The exit code where there is none.</param>
internal sealed record AgentAnswer<T>(T? Value, string Problem, int Exit)
    where T : class
{
    /// <summary>HTTP status; 0 where none came.</summary>
    public int Status { get; init; }

    /// <summary>Whether the status is one of success.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>Writes what the agent said, as JSON or in words, or why there is nothing; gives the exit code.</summary>
    public async Task<int> WriteAsync(string format, JsonTypeInfo<T> type, Func<T, string> words, TextWriter output, TextWriter error)
    {
        if (Value is not { } said)
        {
            await error.WriteLineAsync("slaagent: " + Problem);
            return Exit;
        }

        await output.WriteLineAsync(format == "json" ? JsonSerializer.Serialize(said, type) : words(said));
        return ExitCode.Fine;
    }
}
