using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace SlaAgent.Configuration.TimeZones;

/// <summary>
/// Time zones by their IANA names. Their rules come with the program, so that the same version reckons the same periods everywhere, also where the system has no
/// zones at all; those of a folder that the environment names with <c>TZDIR</c> take precedence, for whoever needs newer ones before the next version.
/// </summary>
public static class ZoneData
{
    private const string Resource = "tzdata.tar.gz";

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> s_known = new(StringComparer.Ordinal);

    /// <summary>The version of the IANA database that comes with the program: <c>2026f</c>.</summary>
    public static string Version => Read("version") is { } text ? System.Text.Encoding.ASCII.GetString(text).Trim() : "unknown";

    /// <summary>The zone of a name; null where there is none.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (name == "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        if (s_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var zone = FromSystem(name) ?? (name.Contains('/', StringComparison.Ordinal) && Read(name) is { } rules ? Create(rules, name, dstDisabled: false) : null);
        return zone is null ? null : s_known.GetOrAdd(name, zone);
    }

    /// <summary>The zone of a name of which it is known that there is one.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is none.</exception>
    public static TimeZoneInfo Get(string name) => Find(name) ?? throw new TimeZoneNotFoundException($"there is no time zone {name}");

    private static TimeZoneInfo? FromSystem(string name) =>
        Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static byte[]? Read(string name)
    {
        var sought = name;
        for (var hops = 0; hops < 2; hops++)
        {
            using var packed = typeof(ZoneData).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the resource {Resource} is missing");
            using var archive = new TarReader(new GZipStream(packed, CompressionMode.Decompress));
            TarEntry? entry;
            do
            {
                entry = archive.GetNextEntry();
            }
            while (entry is not null && entry.Name != sought);
            if (entry?.EntryType == TarEntryType.HardLink)
            {
                sought = entry.LinkName;
                continue;
            }

            return entry is null ? null : Bytes(entry);
        }

        return null;
    }

    private static byte[] Bytes(TarEntry entry)
    {
        var bytes = new byte[entry.Length];
        entry.DataStream!.ReadExactly(bytes);
        return bytes;
    }

    // The constructor by which the runtime reads the files of a system; it has none that is public. A test fails where a later runtime has another one.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern TimeZoneInfo Create(byte[] data, string id, bool dstDisabled);
}
