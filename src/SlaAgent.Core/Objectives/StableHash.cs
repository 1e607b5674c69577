using System.Globalization;

namespace SlaAgent.Core.Objectives;

/// <summary>FNV-1a, 64 bits: the same on every machine and in every version, unlike <see cref="HashCode"/>.</summary>
internal struct StableHash()
{
    private ulong _state = 14695981039346656037;

    /// <summary>What an order of people is called by: about which agreement, by whom, when, and how many there were before.</summary>
    public static string IdOf(string agreement, string by, DateTimeOffset at, int before)
    {
        var hash = new StableHash();
        hash.Add(agreement);
        hash.Add(by);
        hash.Add(at.UtcTicks);
        hash.Add(before);
        return hash.ToString();
    }

    /// <summary>Adds a text with its length, so that neighbours cannot run into each other; null differs from the empty text.</summary>
    public void Add(string? text)
    {
        Add(text?.Length ?? -1);
        foreach (var character in text ?? "")
        {
            Mix((byte)character);
            Mix((byte)(character >> 8));
        }
    }

    public void Add(long number)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            Mix((byte)(number >> shift));
        }
    }

    public void Add(bool value) => Add(value ? 1L : 0L);

    /// <summary>Adds a number by value: 0.90 is 0.9.</summary>
    public void Add(decimal number) => Add(number.ToString("G29", CultureInfo.InvariantCulture).TrimEnd());

    /// <summary>The hash of what was added so far.</summary>
    public readonly ulong Value => _state;

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override readonly string ToString() => _state.ToString("x16", CultureInfo.InvariantCulture);

    private void Mix(byte value) => _state = (_state ^ value) * 1099511628211;
}
