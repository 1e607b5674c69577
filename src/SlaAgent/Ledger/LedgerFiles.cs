using System.Globalization;

namespace SlaAgent.Ledger;

/// <summary>The files of the ledger in the state folder.</summary>
internal sealed class LedgerFiles(string folder)
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    /// <summary>The database.</summary>
    public string Database { get; } = Path.Combine(folder, "ledger.db");

    /// <summary>Makes the folder, for the agent's user only.</summary>
    public void MakeFolder()
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Moves a bad database out of the way; the name it has then. Only the latest one is kept, and none that would take more than a quarter of
    /// <paramref name="limitBytes"/>, so that damage cannot fill the folder.
    /// </summary>
    public string SetAside(DateTimeOffset now, long limitBytes)
    {
        foreach (var old in Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").ToList())
        {
            File.Delete(old);
        }

        var aside = Database + ".corrupt-" + now.UtcDateTime.ToString("yyyyMMddTHHmmssfffZ", CultureInfo.InvariantCulture);
        foreach (var suffix in Suffixes)
        {
            if (File.Exists(Database + suffix))
            {
                File.Move(Database + suffix, aside + suffix);
            }
        }

        if (SetAsideBytes() > limitBytes / 4)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").ToList())
            {
                File.Delete(file);
            }
        }

        return Path.GetFileName(aside);
    }

    /// <summary>Bytes of what was set aside.</summary>
    public long SetAsideBytes() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").Sum(file => new FileInfo(file).Length) : 0;
}
