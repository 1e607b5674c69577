using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration;

/// <summary>The files that a configuration names. Their contents never come into a message.</summary>
internal sealed class ReferencedFiles
{
    private const int LongestSecret = 1024 * 1024;

    private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Paths => _paths;

    public void Add(string path) => _paths.Add(path);

    /// <summary>The absolute form of a path written in a file of <paramref name="folder"/>; null where it is no path.</summary>
    public static string? Resolve(string folder, string written) =>
        written.Length == 0 || written.Contains('\0') ? null : Path.GetFullPath(written, folder);

    /// <summary>Notes a file and says what is wrong with it, or null.</summary>
    public string? Problem(string folder, string written, FileUse use)
    {
        if (Resolve(folder, written) is not { } path)
        {
            return "not a path";
        }

        _paths.Add(path);
        try
        {
            if (Directory.Exists(path))
            {
                return $"{path} is a folder; a file is needed";
            }

            using var stream = File.OpenRead(path);
            return use == FileUse.Plain ? null : SecretProblem(path, stream, use);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"there is no file {path}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"the file {path} cannot be read: {FileReading.Reason(error)}";
        }
    }

    private static string? SecretProblem(string path, FileStream stream, FileUse use)
    {
        if (stream.Length > LongestSecret)
        {
            return $"the file {path} is longer than {LongestSecret} bytes: not a secret";
        }

        using var reader = new StreamReader(stream);
        var content = reader.ReadToEnd().Trim();
        if (content.Length == 0)
        {
            return $"the file {path} is empty";
        }

        return use == FileUse.SecretAddress && Addresses.Problem(content, ["http", "https"], mayHaveQuery: true) is not null
            ? $"the file {path} does not hold an http or https address"
            : null;
    }
}
