using System.Globalization;

namespace SlaAgent.Configuration;

/// <summary>
/// FNV-1a, 128 bits: it tells an edited file from the one before, which is all that is asked of it. A cryptographic hash would make every agent
/// load OpenSSL, 4 MiB of memory, where most speak no TLS.
/// </summary>
internal struct ContentHash()
{
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013B);

    /// <summary>A device never ends.</summary>
    private const long LongestStream = 64L * 1024 * 1024;

    private UInt128 _state = new(0x6c62272e07bb0142, 0x62b821756295c58d);

    /// <summary>Adds <paramref name="content"/> with its length, so that neighbours cannot run into each other.</summary>
    public void Add(ReadOnlySpan<byte> content)
    {
        AddNumber(content.Length);
        foreach (var value in content)
        {
            Mix(value);
        }
    }

    /// <summary>Adds what is left of <paramref name="content"/>, up to 64 MiB, in bounded memory.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    public void Add(Stream content)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var left = LongestStream;
        for (int count; left > 0 && (count = content.Read(buffer)) > 0; left -= count)
        {
            Add(buffer[..count]);
        }

        AddNumber(0);
    }

    /// <summary>Adds that a file could not be read, which differs from every content.</summary>
    public void AddUnreadable() => AddNumber(-1);

    /// <summary>32 hexadecimal digits, lower case.</summary>
    public override readonly string ToString() => _state.ToString("x32", CultureInfo.InvariantCulture);

    private void AddNumber(int number)
    {
        for (var shift = 0; shift < 32; shift += 8)
        {
            Mix((byte)(number >> shift));
        }
    }

    private void Mix(byte value) => _state = (_state ^ value) * Prime;
}
