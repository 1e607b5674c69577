namespace SlaAgent.Configuration.DataSets;

/// <summary>What a file is when it is no text that can be read.</summary>
internal static class FileText
{
    /// <summary>What is wrong with a file that begins so; null for nothing.</summary>
    public static string? Problem(ReadOnlySpan<byte> start, string ending) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? $"is gzip; end its name in .{ending}.gz"
        : start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || start.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? "is UTF-16; save it as UTF-8"
        : null;
}
