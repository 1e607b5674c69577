using System.Globalization;
using System.Net.Http.Headers;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>What every request to a receiver begins with.</summary>
internal static class HttpRequestStart
{
    /// <summary>Says who asks, and which name the certificate must have.</summary>
    public static void Introduce(this HttpRequestMessage request, TlsSettings? tls)
    {
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SlaAgent", null));

        // The handler takes the name for the handshake from the Host header, and overwrites the one of its options.
        if (tls?.ServerName is { } name && request.RequestUri is { } target)
        {
            request.Headers.Host = target.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{target.Port}");
        }
    }

    /// <summary>Adds credentials.</summary>
    /// <exception cref="FormatException">They cannot stand in a header.</exception>
    public static void Authenticate(this HttpRequestMessage request, KeyValuePair<string, string> header)
    {
        if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value))
        {
            throw new FormatException();
        }
    }
}
