using System.Globalization;

namespace SlaAgent.Ledger;

/// <summary>
/// Holds the state folder for one agent. The lock is the kernel's (flock), so that it vanishes with its holder; who holds it stands in a file beside it,
/// because a locked file cannot be read by the one who is refused.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const int WouldBlock = 11;
    private readonly FileStream _lock;

    private StateLock(FileStream @lock) => _lock = @lock;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StateHeldException">Another agent has it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static StateLock Take(string folder, string name, DateTimeOffset now)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(folder, "agent.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new StateHeldException(folder, ReadHolder(folder));
        }

        try
        {
            var holder = string.Create(CultureInfo.InvariantCulture, $"{name}, process {Environment.ProcessId}, since {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
            File.WriteAllText(HolderFile(folder), holder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw;
        }

        return new StateLock(stream);
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private static string ReadHolder(string folder)
    {
        try
        {
            var text = File.ReadAllText(HolderFile(folder)).Trim();
            return text.Length is > 0 and < 500 ? text : "unnamed";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unnamed";
        }
    }

    private static string HolderFile(string folder) => Path.Combine(folder, "agent.holder");
}
