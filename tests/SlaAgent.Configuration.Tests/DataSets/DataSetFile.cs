using System.IO.Compression;
using System.Text;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.Tests.DataSets;

/// <summary>Data sets of one test, and what reading them gives.</summary>
internal sealed class DataSetFile : IDisposable
{
    private readonly TestFolder _folder = new();

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Every step of reading: examples as <c>line: label | values</c>, problems as <c>line: message</c>, and the hash where the end was reached.</summary>
    public static IReadOnlyList<string> Read(DataSet dataSet, string label, params string[] columns)
    {
        using var reader = DataSetReader.Open(dataSet, columns, label, null);
        var steps = new List<string>();
        while (reader.Read() || reader.Problem is not null)
        {
            steps.Add(reader.Problem is { } problem ? $"{problem.Line}: {problem.Message}" : Describe(reader.Current!));
        }

        return steps;
    }

    public IReadOnlyList<string> Read(string name, string content, string label, params string[] columns) =>
        Read(new DataSet(Write(name, content), 0, []), label, columns);

    public static string Describe(Example example) =>
        $"{example.Line}: {example.Label} | {string.Join(" | ", Enumerable.Range(0, example.Count).Select(i => Encoding.UTF8.GetString(example.Json(i))))}";

    public void Dispose() => _folder.Dispose();
}
