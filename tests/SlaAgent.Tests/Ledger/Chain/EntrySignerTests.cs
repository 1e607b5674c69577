using System.Security.Cryptography;
using SlaAgent.Ledger.Chain;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Ledger.Chain;

public sealed class EntrySignerTests
{
    private static readonly byte[] Hash = SHA256.HashData("an entry"u8);

    [Fact]
    public void A_rotated_key_signs_from_then_on()
    {
        using var folder = new LedgerFolder();
        using SigningKey first = new(folder, "first"), second = new(folder, "second");
        var log = new RecordedLog();
        using var signer = new EntrySigner(first.Private, log);
        Assert.Equal(first.Id, signer.Sign(Hash)!.Value.Signer);
        File.Copy(second.Private, first.Private, overwrite: true);
        var signature = signer.Sign(Hash)!.Value;
        Assert.Equal(second.Id, signature.Signer);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(signature.PublicKey, out _);
        Assert.True(key.VerifyHash(Hash, signature.Signature, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Empty(log.Entries);
    }

    [Fact]
    public void Without_a_key_that_can_be_used_nothing_waits_and_it_is_said_once_without_the_key()
    {
        using var folder = new LedgerFolder();
        using var key = new SigningKey(folder);
        var pem = File.ReadAllText(key.Private);
        var log = new RecordedLog();
        using var signer = new EntrySigner(key.Private, log);
        File.Delete(key.Private);
        Assert.Null(signer.Sign(Hash));
        Assert.Null(signer.Sign(Hash));
        Assert.Contains("is not signed", Assert.Single(log.Entries), StringComparison.Ordinal);
        File.WriteAllText(key.Private, pem.Replace("PRIVATE", "PUBLIC", StringComparison.Ordinal));
        Assert.Null(signer.Sign(Hash));
        File.WriteAllText(key.Private, pem);
        Assert.NotNull(signer.Sign(Hash));
        File.WriteAllText(key.Private, pem[..^60]);
        Assert.Null(signer.Sign(Hash));
        Assert.Equal(2, log.Entries.Count);
        Assert.DoesNotContain(log.Entries, entry => entry.Contains(pem.Split('\n')[1][..20], StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_of_another_curve_is_none()
    {
        using var folder = new LedgerFolder();
        var file = Path.Combine(folder.Root, "p384.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        using var signer = new EntrySigner(file, new RecordedLog());
        Assert.Null(signer.Sign(Hash));
    }
}
