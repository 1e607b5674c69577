using System.Reflection;
using System.Runtime.InteropServices;

namespace SlaAgent.Telemetry;

/// <summary>What this build is.</summary>
internal static class BuildInfo
{
    private static readonly string[] Informational =
        (typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    /// <summary>Semantic version, without build metadata.</summary>
    public static string Version => Informational[0];

    /// <summary>Commit it was built from; <c>unknown</c> outside a checkout.</summary>
    public static string Commit => Informational.Length > 1 ? Informational[1] : "unknown";

    /// <summary>Runtime it runs on.</summary>
    public static string Runtime => RuntimeInformation.FrameworkDescription;

    /// <summary>Who this process is: the Pod's name, else the host's.</summary>
    public static string Instance => Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod ? pod : Environment.MachineName;
}
