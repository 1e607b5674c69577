using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Commands.Detect;

/// <summary>The address that is asked.</summary>
internal static class DetectAddress
{
    /// <summary>Why <paramref name="text"/> cannot be asked; null where it can. What is written is not shown: it may hold a secret.</summary>
    public static string? Problem(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !text.Contains("://", StringComparison.Ordinal) || address.Host.Length == 0)
        {
            return "URL is not an absolute address; write it as http://127.0.0.1:8000.";
        }

        if (address.Scheme is not ("http" or "https" or "grpc" or "grpcs"))
        {
            return "URL must begin with http://, https://, grpc:// or grpcs://.";
        }

        return address.UserInfo.Length > 0 ? "User information in an address would leak into logs: give --user and --password-file."
            : address.Query.Length > 0 || address.Fragment.Length > 0 ? "URL is a base address: leave out what follows ? or #."
            : address.Scheme is "grpc" or "grpcs" ? CallProblem(address)
            : null;
    }

    private static string? CallProblem(Uri address) =>
        address.Port <= 0 ? "A gRPC address needs its port (often 8081 at KServe and MLServer, 8001 at Triton)."
        : address.AbsolutePath is not ("" or "/") ? "A gRPC address has no path."
        : null;

    /// <summary>The base address, without the part that the paths of every preset begin with themselves.</summary>
    public static Uri Base(string text)
    {
        var address = new Uri(text, UriKind.Absolute);
        var path = address.AbsolutePath.TrimEnd('/');
        var roots = PresetCatalog.Capabilities.Values.Select(preset => preset.ApiRoot).OfType<string>().Distinct().OrderByDescending(root => root.Length);
        var root = roots.FirstOrDefault(root => path.EndsWith(root, StringComparison.Ordinal));
        return root is null ? address : new UriBuilder(address) { Path = path[..^root.Length] }.Uri;
    }
}
