using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Parts that services and receivers share.</summary>
internal static class CommonBinding
{
    public static Authentication? Auth(YamlMapping? map, string folder)
    {
        if (map.File("bearerTokenFile", folder) is { } token)
        {
            return new Authentication.Bearer(token);
        }

        if (map?.Mapping("basic") is { } basic && basic.Text("username") is { } user && basic.File("passwordFile", folder) is { } password)
        {
            return new Authentication.Basic(user, password);
        }

        return map?.Mapping("header") is { } header && header.Text("name") is { } name && header.File("valueFile", folder) is { } value
            ? new Authentication.SecretHeader(name, value)
            : null;
    }

    public static TlsSettings? Tls(YamlMapping? map, NodePath path, DocumentScope document)
    {
        if (map is null)
        {
            return null;
        }

        var folder = document.Check.Folder;
        var skip = map.Flag("insecureSkipVerify");
        if (skip)
        {
            document.Warn(map.PlaceOf("insecureSkipVerify"), path.Key("insecureSkipVerify"), "any certificate is accepted: whoever is in between can read and change everything; name the authority in caFile instead");
        }

        return new(map.File("caFile", folder), map.File("certFile", folder), map.File("keyFile", folder), map.Text("serverName"), skip);
    }
}
