namespace SlaAgent.Probing.Http2;

/// <summary>The codes by which HTTP/2 says why a stream or a connection ends (RFC 9113, section 7).</summary>
internal static class ErrorCodes
{
    /// <summary>The server speaks HTTP/1.1 only.</summary>
    public const uint Http11Required = 13;

    private static readonly string[] Names =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    /// <summary>The code's name; its number where it has none.</summary>
    public static string Name(uint code) => code < Names.Length ? Names[code] : FormattableString.Invariant($"code {code}");
}
