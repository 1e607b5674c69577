using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Security;

/// <summary>The names in a client's certificate: its subject alternative names (RFC 5280, section 4.2.1.6).</summary>
internal static class ClientName
{
    private const string AlternativeNames = "2.5.29.17";
    private const int Mail = 1;
    private const int Dns = 2;
    private const int Uri = 6;
    private const int Address = 7;

    /// <summary>Whether <paramref name="certificate"/> carries one of <paramref name="allowed"/>; without any allowed, whatever it carries.</summary>
    public static bool IsAllowed(X509Certificate2 certificate, EquatableArray<string> allowed) =>
        allowed.Count == 0 || Of(certificate).Any(name => allowed.Contains(name, StringComparer.Ordinal));

    private static List<string> Of(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == AlternativeNames);
        if (extension is null)
        {
            return [];
        }

        try
        {
            var names = new List<string>();
            var sequence = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                if (Read(sequence) is { } name)
                {
                    names.Add(name);
                }
            }

            return names;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static string? Read(AsnReader sequence)
    {
        var tag = sequence.PeekTag();
        switch (tag.TagValue)
        {
            case Mail or Dns or Uri:
                return sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag);
            case Address:
                var bytes = sequence.ReadOctetString(tag);
                return bytes.Length is 4 or 16 ? new IPAddress(bytes).ToString() : null;
            default:
                sequence.ReadEncodedValue();
                return null;
        }
    }
}
