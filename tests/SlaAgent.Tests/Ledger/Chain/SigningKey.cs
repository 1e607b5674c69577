using System.Security.Cryptography;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>A key of one test, in files.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SigningKey(LedgerFolder folder, string name = "key")
    {
        Private = Path.Combine(folder.Root, name + ".pem");
        Public = Path.Combine(folder.Root, name + ".public.pem");
        File.WriteAllText(Private, _key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Public, _key.ExportSubjectPublicKeyInfoPem());
    }

    public string Private { get; }

    public string Public { get; }

    public string Id => EntrySigner.IdOf(_key.ExportSubjectPublicKeyInfo());

    public IReadOnlyDictionary<string, byte[]> Trusted => new Dictionary<string, byte[]> { [Id] = _key.ExportSubjectPublicKeyInfo() };

    public void Dispose() => _key.Dispose();
}
