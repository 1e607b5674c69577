using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SlaAgent.Configuration;

/// <summary>Finds the files of a configuration, and tells by their content whether one has changed: a ConfigMap's symlink swap changes neither name nor time.</summary>
public static class ConfigurationFiles
{
    private const long LongestHashed = 64L * 1024 * 1024;

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

    /// <summary>SHA-256 over the names and contents of the YAML files that <paramref name="paths"/> mean and of <paramref name="others"/>, in lower-case hexadecimal. A file that cannot be read counts as such.</summary>
    /// <param name="paths">Files and folders, as given to <see cref="ConfigurationLoader"/>.</param>
    /// <param name="others">Further files: <see cref="ConfigurationResult.Files"/>.</param>
    public static string ContentHash(IReadOnlyList<string> paths, IEnumerable<string> others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Find(paths).Select(Path.GetFullPath).Concat(others).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Append(hash, file);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
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

    private static void Append(IncrementalHash hash, string file)
    {
        Span<byte> length = stackalloc byte[9];
        hash.AppendData(Encoding.UTF8.GetBytes(file));
        try
        {
            using var stream = File.OpenRead(file);
            using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

            // A device never ends.
            var chunk = new byte[81920];
            var left = LongestHashed;
            for (int read; left > 0 && (read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, left))) > 0; left -= read)
            {
                content.AppendData(chunk, 0, read);
            }

            BinaryPrimitives.WriteInt64LittleEndian(length, stream.Length);
            hash.AppendData(length);
            hash.AppendData(content.GetHashAndReset());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            length.Fill(0xff);
            hash.AppendData(length);
        }
    }
}
