using System.Globalization;
using System.Text;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Alertmanager's fingerprint of a label set: 64-bit FNV-1a over names and values in order of name, each followed by the byte 0xff.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint as 16 hex digits.</summary>
    public static string Of(LabelSet labels)
    {
        var hash = 14695981039346656037UL;
        foreach (var (name, value) in labels.Pairs)
        {
            hash = Add(Add(hash, name), value);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ part) * 1099511628211UL;
        }

        return (hash ^ 0xff) * 1099511628211UL;
    }
}
