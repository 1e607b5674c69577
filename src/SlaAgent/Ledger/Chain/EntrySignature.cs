namespace SlaAgent.Ledger.Chain;

/// <summary>A signature over the hash of an entry.</summary>
/// <param name="Signature">ECDSA over P-256, in the form of RFC 3279 (DER).</param>
/// <param name="Signer">Id of the key: the first 16 digits of the SHA-256 of the public key.</param>
/// <param name="PublicKey">The public key, as SubjectPublicKeyInfo (DER).</param>
internal readonly record struct EntrySignature(byte[] Signature, string Signer, byte[] PublicKey);
