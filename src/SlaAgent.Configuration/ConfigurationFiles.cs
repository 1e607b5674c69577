using System.Text;

namespace SlaAgent.Configuration;

/// <summary>Finds the files of a configuration, and tells by their content whether one has changed: a ConfigMap's symlink swap changes neither name nor time.</summary>
public static class ConfigurationFiles
{
    /// <summary>Longer files (data sets: a ConfigMap holds no such) are told by their length and time, since this is asked every few seconds.</summary>
    private const long LongestContent = 4 * 1024 * 1024;

    /// <summary>The YAML files that <paramref name="paths"/> mean: a file itself; of a folder its <c>*.yaml</c> and <c>*.yml</c>, sorted, without its folders. A path that does not exist stands for itself.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                found.AddRange(InFolder(path));
            }
            else
            {
                found.Add(path);
            }
        }

        return [.. found.DistinctBy(Path.GetFullPath)];
    }

    /// <summary>A hash over the names and contents of the YAML files that <paramref name="paths"/> mean and of <paramref name="others"/>, in lower-case hexadecimal. A file that cannot be read counts as such.</summary>
    /// <param name="paths">Files and folders, as given to <see cref="ConfigurationLoader"/>.</param>
    /// <param name="others">Further files: <see cref="ConfigurationResult.Files"/>.</param>
    public static string ContentHash(IReadOnlyList<string> paths, IEnumerable<string> others)
    {
        var hash = new ContentHash();
        var files = Find(paths).Select(Path.GetFullPath).Concat(others).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Append(ref hash, file);
        }

        return hash.ToString();
    }

    private static List<string> InFolder(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder)
                .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" && !Path.GetFileName(f).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder itself stands for what is in it: reading it says what is wrong.
            return [folder];
        }
    }

    private static void Append(ref ContentHash hash, string file)
    {
        hash.Add(Encoding.UTF8.GetBytes(file));
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > LongestContent)
            {
                hash.Add(BitConverter.GetBytes(stream.Length));
                hash.Add(BitConverter.GetBytes(File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks));
                return;
            }

            hash.Add(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            hash.AddUnreadable();
        }
    }
}
