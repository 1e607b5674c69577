using System.Security.Cryptography;

namespace SlaAgent.Ledger.Chain;

/// <summary>
/// Signs what goes on the record with the key in a file (PEM, ECDSA over P-256), which is read again when it has changed. Evidence is never held up for a key: while there is none
/// to sign with, entries go on the record unsigned, and that is said. Used by the ledger's thread only.
/// </summary>
internal sealed partial class EntrySigner(string file, ILogger logger) : IDisposable
{
    private string? _pem;
    private ECDsa? _key;
    private byte[] _public = [];
    private string _id = "";
    private bool _isSaid;

    /// <summary>The id of a public key (SubjectPublicKeyInfo).</summary>
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..16];

    /// <summary>Whether a key is one that entries can be signed with.</summary>
    public static bool IsFit(ECDsa key) => key.KeySize == 256 && key.ExportParameters(false).Curve.Oid.Value == "1.2.840.10045.3.1.7";

    /// <summary>Signs the hash of an entry; null while the key cannot be used.</summary>
    public EntrySignature? Sign(ReadOnlySpan<byte> hash)
    {
        try
        {
            Read();
            var signature = _key!.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
            _isSaid = false;
            return new EntrySignature(signature, _id, _public);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            if (!_isSaid)
            {
                // The message of an error on the key's text might hold some of it.
                LogUnsigned(file, error is IOException or UnauthorizedAccessException ? error.Message : "it holds no private key for ECDSA over P-256 in PEM");
                _isSaid = true;
            }

            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _key?.Dispose();

    private void Read()
    {
        var pem = File.ReadAllText(file);
        if (_key is not null && pem == _pem)
        {
            return;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (!IsFit(key))
            {
                throw new CryptographicException("not P-256");
            }

            _public = key.ExportSubjectPublicKeyInfo();
        }
        catch
        {
            key.Dispose();
            throw;
        }

        _key?.Dispose();
        (_key, _pem, _id) = (key, pem, IdOf(_public));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What goes on the record is not signed: the key in {File} cannot be used ({Reason})")]
    private partial void LogUnsigned(string file, string reason);
}
