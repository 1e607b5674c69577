using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SlaAgent.EndToEnd.Architecture;

/// <summary>The rules of the house, held over what was compiled and over the sources.</summary>
public sealed class ArchitectureTests
{
    private const int MostLines = 300;

    private static readonly string[] Ours = ["SlaAgent.Core", "SlaAgent.Configuration", "SlaAgent.ModelServers", "SlaAgent.DemoServer"];

    private static readonly string[] TypesNotForCore =
    [
        "System.TimeProvider", "System.Console", "System.Random", "System.Environment",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.Monitor", "System.Threading.Lock", "System.Threading.Interlocked",
    ];

    private static readonly string[] NamespacesNotForCore = ["System.IO.", "System.Net.", "System.Threading.Tasks.", "Microsoft."];

    private static readonly string[] MembersNotForCore =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.TimeZoneInfo.get_Local",
    ];

    [Theory]
    [InlineData("SlaAgent.Core")]
    [InlineData("SlaAgent.Configuration", "SlaAgent.Core")]
    [InlineData("SlaAgent.ModelServers", "SlaAgent.Core")]
    [InlineData("SlaAgent.DemoServer")]
    public void Arrows_point_down_and_to_core(string project, params string[] allowed) =>
        Assert.Equal(allowed, CompiledAssembly.Of(project).References.Where(name => name.StartsWith("SlaAgent", StringComparison.Ordinal)));

    [Theory]
    [InlineData("SlaAgent.Core")]
    [InlineData("SlaAgent.ModelServers", "Google.Protobuf")]
    public void Judging_needs_no_package_and_reading_only_that_of_the_messages(string project, params string[] allowed)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packages = CompiledAssembly.Of(project).References
            .Where(name => !name.StartsWith("SlaAgent.", StringComparison.Ordinal) && !File.Exists(Path.Combine(runtime, name + ".dll")));
        Assert.Equal(allowed, packages);
    }

    [Fact]
    public void Core_has_no_io_no_thread_and_no_clock_of_its_own()
    {
        var core = CompiledAssembly.Of("SlaAgent.Core");
        var types = core.Types.Where(type => TypesNotForCore.Contains(type, StringComparer.Ordinal) || NamespacesNotForCore.Any(space => IsWithin(type, space))).ToList();
        Assert.Empty(types);
        Assert.Empty(core.Members.Intersect(MembersNotForCore, StringComparer.Ordinal));
    }

    [Fact]
    public void Protocols_are_read_over_a_transport_they_are_given() =>
        Assert.DoesNotContain(CompiledAssembly.Of("SlaAgent.ModelServers").Types, type =>
            IsWithin(type, "System.Net.") || type is "System.IO.File" or "System.TimeProvider" or "System.Diagnostics.Stopwatch" or "System.Threading.Thread");

    [Fact]
    public void Classes_are_closed_unless_another_inherits_from_them()
    {
        var types = Ours.Append("slaagent").Select(Assembly.Load).SelectMany(assembly => assembly.GetTypes()).ToList();
        var inherited = types.Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        var open = types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !inherited.Contains(type) && !IsGenerated(type)).ToList();
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_namespace_is_its_folder(string folder) =>
        Assert.Empty(SourceFile.Under(folder).Where(file => file.Namespace is not null && file.Namespace != file.ExpectedNamespace).Select(file => $"{file}: {file.Namespace}"));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_file_holds_the_one_type_it_is_called_after(string folder) =>
        Assert.Empty(SourceFile.Under(folder)
            .Where(file => file.Namespace is not null && !(file.Types.Count == 1 && file.Types[0] == file.ExpectedType))
            .Select(file => $"{file}: {string.Join(", ", file.Types)}"));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_file_fits_in_a_head(string folder) =>
        Assert.Empty(SourceFile.Under(folder).Where(file => file.Lines > MostLines).Select(file => $"{file}: {file.Lines} lines"));

    [Fact]
    public void The_sources_are_found() => Assert.True(SourceFile.Under("src").Count(file => file.Types.Count == 1) > 200);

    private static bool IsWithin(string type, string space) => type.StartsWith(space, StringComparison.Ordinal);

    private static bool IsGenerated(Type type) =>
        type is { Namespace: null, Name: "Program" }
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
