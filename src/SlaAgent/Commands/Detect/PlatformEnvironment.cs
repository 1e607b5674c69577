using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Commands.Detect;

/// <summary>What the environment says of a model server on this machine: Vertex AI tells its containers so.</summary>
/// <param name="variables">The environment.</param>
internal sealed class PlatformEnvironment(Func<string, string?> variables)
{
    private static readonly PresetVariables Names = PresetCatalog.Capabilities["vertex"].Variables!;

    /// <summary>Name of the variable that holds the port.</summary>
    public static string PortVariable => Names.Port;

    /// <summary>The server's port; null where the variable is not set, and 0 where it is no port.</summary>
    public int? Port => variables(Names.Port) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port
        : 0;

    /// <summary>The routes that are named; null where they are not both there, as a ModelService needs them.</summary>
    /// <param name="isAddressed">Whether the address came from the environment too.</param>
    public PlatformRoutes? Routes(bool isAddressed) =>
        IsPath(variables(Names.HealthPath)) && IsPath(variables(Names.InferencePath)) ? new(variables(Names.HealthPath)!, isAddressed) : null;

    private static bool IsPath(string? text) => text is ['/', ..] && !text.Any(char.IsWhiteSpace);
}
