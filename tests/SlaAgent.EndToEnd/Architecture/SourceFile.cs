using System.Text.RegularExpressions;

namespace SlaAgent.EndToEnd.Architecture;

/// <summary>One file of the source tree, as far as the rules of the house ask about it.</summary>
internal sealed partial record SourceFile(string Project, string RelativePath, int Lines, string? Namespace, IReadOnlyList<string> Types)
{
    /// <summary>The namespace that its folder asks for.</summary>
    public string ExpectedNamespace
    {
        get
        {
            var folder = Path.GetDirectoryName(RelativePath)!.Replace(Path.DirectorySeparatorChar, '.');
            return folder.Length == 0 ? Project : $"{Project}.{folder}";
        }
    }

    /// <summary>The type that its name asks for: <c>Judge</c> for <c>Judge.Apply.cs</c>, <c>List</c> for <c>List{T}.cs</c>.</summary>
    public string ExpectedType => Path.GetFileName(RelativePath).Split('.', '{')[0];

    /// <summary>Every C# file under <paramref name="folder"/>, one of <c>src</c> and <c>tests</c>.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        return
        [
            .. from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let parts = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)
               where parts.Length > 1 && parts[1] is not ("bin" or "obj")
               select Read(parts[0], Path.Combine(parts[1..]), path),
        ];
    }

    public override string ToString() => $"{Project}/{RelativePath}";

    private static SourceFile Read(string project, string relative, string path)
    {
        var lines = File.ReadAllLines(path);
        return new(
            project,
            relative,
            lines.Length,
            lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value,
            [.. lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)]);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceLine();

    // Namespaces are file-scoped, so that what stands at the beginning of a line is at the top level.
    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial|unsafe) )*(?:delegate .+? (?<name>\w+)\(|(?:record struct|record class|record|class|struct|interface|enum) (?<name>\w+))")]
    private static partial Regex TypeLine();
}
