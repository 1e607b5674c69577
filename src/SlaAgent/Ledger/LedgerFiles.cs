using System.Globalization;

namespace SlaAgent.Ledger;

/// <summary>The files of the ledger in the state folder.</summary>
internal sealed class LedgerFiles(string folder)
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    /// <summary>The database.</summary>
    public string Database { get; } = Path.Combine(folder, "ledger.db");

    /// <summary>What is carried over from a damaged database, until it takes its place.</summary>
    public string Salvage => Database + ".salvage";

    /// <summary>Bytes of the database and its log.</summary>
    public long DatabaseBytes => Suffixes.Select(suffix => new FileInfo(Database + suffix)).Where(file => file.Exists).Sum(file => file.Length);

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

    /// <summary>Moves a bad database out of the way; the name it has then. Only the latest one is kept.</summary>
    public string SetAside(DateTimeOffset now)
    {
        foreach (var old in Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").ToList())
        {
            File.Delete(old);
        }

        var aside = Database + ".corrupt-" + now.UtcDateTime.ToString("yyyyMMddTHHmmssfffZ", CultureInfo.InvariantCulture);
        foreach (var file in Suffixes.Select(suffix => new FileInfo(Database + suffix)).Where(file => file.Exists))
        {
            // The log's index and an empty log tell nobody anything.
            if (file.FullName.EndsWith("-shm", StringComparison.Ordinal) || (file.Length == 0 && file.FullName != Path.GetFullPath(Database)))
            {
                file.Delete();
            }
            else
            {
                file.MoveTo(aside + file.Name[Path.GetFileName(Database).Length..]);
            }
        }

        return Path.GetFileName(aside);
    }

    /// <summary>Puts what was carried over in the place of the database, where there is none. A kill before this finds the damaged one in its place still.</summary>
    public void PutSalvageInPlace()
    {
        if (!File.Exists(Database) && File.Exists(Salvage))
        {
            File.Move(Salvage, Database);
        }

        DeleteSalvage();
    }

    /// <summary>The first page of the new database, without the number of pages that the file has: that is then looked up.</summary>
    public byte[] FirstPageOfSalvage()
    {
        var page = new byte[LedgerBudget.PageSize];
        using var file = File.OpenRead(Salvage);
        file.ReadExactly(page);
        page.AsSpan(28, 4).Clear();
        return page;
    }

    /// <summary>Removes what was carried over.</summary>
    public void DeleteSalvage()
    {
        foreach (var suffix in Suffixes)
        {
            File.Delete(Salvage + suffix);
        }
    }

    /// <summary>Removes what was set aside where it takes more than a quarter of <paramref name="limitBytes"/>, so that damage cannot fill the folder.</summary>
    public void TrimSetAside(long limitBytes)
    {
        if (SetAsideBytes() > limitBytes / 4)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").ToList())
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Bytes of what was set aside.</summary>
    public long SetAsideBytes() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "ledger.db.corrupt-*").Sum(file => new FileInfo(file).Length) : 0;
}
