using System.Security.Cryptography;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>
/// Checks signatures. With the keys that stand beside the entries it finds damage only: whoever changes entries could change those too. With a key from elsewhere it finds who signed; as
/// each hash covers all before it, a signed entry vouches for all before it too.
/// </summary>
/// <param name="noted">Keys noted beside the entries, by id.</param>
/// <param name="trusted">Keys from elsewhere (SubjectPublicKeyInfo), by id; none where nobody is to be found out.</param>
internal sealed class SignatureCheck(IReadOnlyDictionary<string, byte[]> noted, IReadOnlyDictionary<string, byte[]> trusted) : IDisposable
{
    private readonly Dictionary<string, ECDsa?> _keys = new(StringComparer.Ordinal);

    /// <summary>Number of the last entry signed with a key from elsewhere; 0 for none.</summary>
    public long LastTrusted { get; private set; }

    /// <summary>Ids of the keys that signed.</summary>
    public SortedSet<string> Signers { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the signature of an entry; null for nothing.</summary>
    public string? Fault(ChainEntry entry)
    {
        if (entry.Signer is not { } signer)
        {
            return entry.Signature.IsEmpty ? null : "it is signed, but not said by whom";
        }

        if (KeyOf(signer) is not { } key)
        {
            return noted.ContainsKey(signer) ? $"the public key {signer} that is noted in the record was changed" : $"it is signed with the key {signer}, which is not noted in the record";
        }

        if (!IsSigned(key, entry))
        {
            return "its signature was changed, or it was signed with something else in it";
        }

        Signers.Add(signer);
        LastTrusted = trusted.ContainsKey(signer) ? entry.Number : LastTrusted;
        return null;
    }

    /// <summary>Ids of noted keys that are not what they are called by.</summary>
    public IEnumerable<string> ChangedKeys() => noted.Where(key => EntrySigner.IdOf(key.Value) != key.Key).Select(key => key.Key);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key?.Dispose();
        }
    }

    private static bool IsSigned(ECDsa key, ChainEntry entry)
    {
        try
        {
            return key.VerifyHash(entry.Hash.Span, entry.Signature.Span, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ECDsa? KeyOf(string id)
    {
        if (!_keys.TryGetValue(id, out var key))
        {
            key = (trusted.TryGetValue(id, out var text) || noted.TryGetValue(id, out text)) && EntrySigner.IdOf(text) == id ? Import(text) : null;
            _keys[id] = key;
        }

        return key;
    }

    private static ECDsa? Import(byte[] publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
