using System.Globalization;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Address and paths of a server whose platform tells them in environment variables, where they are not written.</summary>
internal sealed class PlatformAddress(DocumentScope document, PresetVariables variables, Func<string, string?> environment)
{
    /// <summary>The address on this machine; null, and said so, where the variable has no port.</summary>
    public Uri? Url(YamlMapping spec)
    {
        var path = DocumentScope.SpecPath.Key("url");
        if (environment(variables.Port) is not { Length: > 0 } text)
        {
            document.Error(spec.At, path, $"missing; write it, or set {variables.Port} to the server's port on this machine");
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
        {
            return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        }

        document.Error(spec.At, path, $"{variables.Port} is not a port; set it to a number from 1 to 65535, or write the address");
        return null;
    }

    /// <summary><paramref name="written"/> with the paths that it leaves out.</summary>
    public PresetOverrides? Fill(YamlMapping spec, PresetOverrides? written)
    {
        var filled = written ?? new();
        if (filled.Ready?.Path is null && Path(spec, variables.HealthPath) is { } health)
        {
            filled = filled with { Ready = (filled.Ready ?? new()) with { Path = health } };
        }

        if (filled.Inference?.Path is null && Path(spec, variables.InferencePath) is { } inference)
        {
            filled = filled with { Inference = (filled.Inference ?? new()) with { Path = inference } };
        }

        return filled == new PresetOverrides() ? null : filled;
    }

    private string? Path(YamlMapping spec, string variable)
    {
        if (environment(variable) is not { Length: > 0 } text)
        {
            return null;
        }

        if (Values.PathTemplates.IsValid(text))
        {
            return text;
        }

        document.Error(spec.At, DocumentScope.SpecPath, $"{variable} is not a path; it begins with / and has no white space");
        return null;
    }
}
