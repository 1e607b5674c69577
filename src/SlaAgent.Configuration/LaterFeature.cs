namespace SlaAgent.Configuration;

/// <summary>A key or value of the product that this version reads and checks but cannot run.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Path">Path of the key, as <c>spec.exclusions</c>.</param>
/// <param name="Detail">What exactly, where the path alone does not say it (<c>server sglang</c>); else empty.</param>
public sealed record LaterFeature(string File, int Line, int Column, string Path, string Detail)
{
    /// <summary>One line that names the place and the key.</summary>
    public override string ToString() => Detail.Length == 0
        ? $"{File}:{Line}:{Column}: {Path}: not in this version"
        : $"{File}:{Line}:{Column}: {Path}: {Detail}: not in this version";
}
