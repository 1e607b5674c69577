using SlaAgent.Configuration.Shapes;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A web configuration file to its contract. Its values stand as they are written: the same file serves Prometheus, which replaces nothing in it.</summary>
/// <param name="path">Absolute path of the file.</param>
/// <param name="namedAt">Where the file is named.</param>
/// <param name="outer">Where findings go.</param>
internal sealed class WebBinder(string path, Position namedAt, ShapeCheck outer)
{
    private static readonly NodePath s_tls = NodePath.Root.Key("tls_server_config");

    private readonly ShapeCheck _check = outer with { Folder = Path.GetDirectoryName(path)! };

    /// <summary>The settings; null where the file cannot be read.</summary>
    public WebSettings? Bind()
    {
        if (FileReading.Read(path, YamlLimits.FileBytes, out var problem) is not { } text)
        {
            _check.Bag.Error(namedAt, DocumentScope.SpecPath.Key("web").Key("configFile"), $"{path}: {problem}");
            return null;
        }

        var before = _check.Bag.Count;
        var roots = YamlReader.Read(path, text, environment: null, _check.Bag);
        if (roots is [var root])
        {
            WebShapes.File.Check(root, NodePath.Root, _check);
            return root is YamlMapping map ? Settings(map) : null;
        }

        if (_check.Bag.Count == before)
        {
            _check.Bag.Error(new(path, 1, 1), "", roots.Count == 0 ? "there is nothing in this file; write tls_server_config or basic_auth_users" : "there is more than one document in this file");
        }

        return null;
    }

    private WebSettings Settings(YamlMapping root)
    {
        var http = root.Mapping("http_server_config");
        return new()
        {
            Tls = root.Mapping("tls_server_config") is { } tls ? Tls(tls) : null,
            Http2 = http?.Has("http2") != true || http.Flag("http2"),
            Headers = http.Labels("headers"),
            Users = [.. (root.Mapping("basic_auth_users")?.Entries ?? []).Where(e => e.Value is YamlScalar).Select(e => new WebUser(e.Key, ((YamlScalar)e.Value).Text))],
        };
    }

    private WebTls? Tls(YamlMapping map)
    {
        if (map.File("cert_file", _check.Folder) is not { } cert || map.File("key_file", _check.Folder) is not { } key)
        {
            return null;
        }

        var tls = new WebTls(cert, key)
        {
            ClientCertificates = Policy(map.Text("client_auth_type")),
            ClientCaFile = map.File("client_ca_file", _check.Folder),
            ClientNames = [.. map.Texts("client_allowed_sans")],
            Lowest = map.Text("min_version") == "TLS13" ? TlsVersion.Tls13 : TlsVersion.Tls12,
            Highest = map.Text("max_version") == "TLS12" ? TlsVersion.Tls12 : TlsVersion.Tls13,
        };
        CheckMeaning(map, tls);
        return tls;
    }

    private static ClientCertificatePolicy Policy(string? written) => written switch
    {
        "RequestClientCert" => ClientCertificatePolicy.Request,
        "RequireAnyClientCert" => ClientCertificatePolicy.RequireAny,
        "VerifyClientCertIfGiven" => ClientCertificatePolicy.VerifyIfGiven,
        "RequireAndVerifyClientCert" => ClientCertificatePolicy.RequireAndVerify,
        _ => ClientCertificatePolicy.None,
    };

    private void CheckMeaning(YamlMapping map, WebTls tls)
    {
        if (PemCheck.PairProblem(tls.CertFile, tls.KeyFile) is { } pair)
        {
            Error(map, "cert_file", pair);
        }

        var verifies = tls.ClientCertificates is ClientCertificatePolicy.VerifyIfGiven or ClientCertificatePolicy.RequireAndVerify;
        if (tls.ClientCaFile is null && verifies)
        {
            Error(map, "client_auth_type", "needs client_ca_file beside it, to verify by");
        }

        if (tls.ClientCaFile is { } ca)
        {
            if (!verifies)
            {
                Error(map, "client_ca_file", "no client's certificate is verified; write client_auth_type: RequireAndVerifyClientCert");
            }
            else if (PemCheck.BundleProblem(ca) is { } bundle)
            {
                Error(map, "client_ca_file", bundle);
            }
        }

        if (map.Has("client_allowed_sans") && tls.ClientCertificates != ClientCertificatePolicy.RequireAndVerify)
        {
            Error(map, "client_allowed_sans", "needs client_auth_type: RequireAndVerifyClientCert beside it");
        }

        if (tls.Lowest > tls.Highest)
        {
            Error(map, "min_version", "is above max_version");
        }
    }

    private void Error(YamlMapping map, string key, string message) => _check.Bag.Error(map.PlaceOf(key), s_tls.Key(key), message);
}
