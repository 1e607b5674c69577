using System.CommandLine;
using System.Security.Cryptography;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Commands.Record;

/// <summary>Keys that a record must be signed with, from files.</summary>
internal static class PublicKeys
{
    public static Option<string[]> Option()
    {
        var option = new Option<string[]>("--key")
        {
            Description = "File with the public key (PEM) that must have signed; may be given more than once, after a change of keys.", HelpName = "FILE",
        };
        option.Validators.Add(CommonOptions.NotEmpty);
        return option;
    }

    /// <summary>The keys by id.</summary>
    /// <exception cref="RecordUnreadableException">A file cannot be read, or holds no such key.</exception>
    public static Dictionary<string, byte[]> Read(IEnumerable<string> files)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                using var key = ECDsa.Create();
                key.ImportFromPem(File.ReadAllText(file));
                var text = EntrySigner.IsFit(key) ? key.ExportSubjectPublicKeyInfo() : throw new CryptographicException("not P-256");
                keys[EntrySigner.IdOf(text)] = text;
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                throw new RecordUnreadableException($"{file} holds no key for ECDSA over P-256 in PEM");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new RecordUnreadableException($"{file} cannot be read: {error.Message}");
            }
        }

        return keys;
    }
}
