namespace SlaAgent.Probing;

/// <summary>Says why a TLS handshake failed, where the certificate was not the reason.</summary>
internal static class HandshakeFailure
{
    /// <summary>What is said where the server does not agree on HTTP/2.</summary>
    public const string NoHttp2 = "TLS handshake failed: the server does not offer HTTP/2 (ALPN h2), which gRPC needs";

    /// <summary>One line that tells a refused protocol version, a peer without TLS, a closed connection and the rest apart.</summary>
    public static string Describe(Exception e)
    {
        var inner = e;
        while (inner.InnerException is { } deeper)
        {
            inner = deeper;
        }

        var text = inner.Message;
        if (Has(text, "protocol version") || Has(text, "unsupported protocol"))
        {
            return "TLS handshake failed: no common protocol version";
        }

        if (Has(text, "corrupted frame") || Has(text, "wrong version number") || Has(text, "packet length"))
        {
            return "TLS handshake failed: the server does not speak TLS here";
        }

        if (Has(text, "application protocol"))
        {
            return NoHttp2;
        }

        if (Has(text, "certificate required") || Has(text, "bad certificate"))
        {
            return "TLS handshake failed: the server wants another client certificate";
        }

        return e is IOException ? "connection closed during the TLS handshake" : $"TLS handshake failed: {text}";
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
