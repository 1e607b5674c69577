using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class WebConfigurationTests : IDisposable
{
    private const string Hash = "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
    private const string Agent = "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec: { web: { configFile: web/web.conf } }\n";

    private readonly TestFolder _folder = new();

    public WebConfigurationTests()
    {
        WritePair("server");
        WritePair("other");
    }

    [Fact]
    public void A_file_for_Prometheus_is_read_with_paths_relative_to_itself()
    {
        var web = Read($$"""
            tls_server_config:
              cert_file: server.pem
              key_file: server.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: other.pem
              client_allowed_sans: [prometheus]
              min_version: TLS13
            http_server_config:
              http2: false
              headers: { X-Frame-Options: deny }
            basic_auth_users:
              alice: {{Hash}}
            """);

        Assert.Equal(
            new WebSettings
            {
                Tls = new(Path("server.pem"), Path("server.key"))
                {
                    ClientCertificates = ClientCertificatePolicy.RequireAndVerify,
                    ClientCaFile = Path("other.pem"),
                    ClientNames = ["prometheus"],
                    Lowest = TlsVersion.Tls13,
                },
                Http2 = false,
                Headers = LabelSet.From([new("X-Frame-Options", "deny")]),
                Users = [new("alice", Hash)],
            },
            web);
    }

    [Fact]
    public void Nothing_in_it_is_replaced_from_the_environment()
    {
        _folder.Environment["NAME"] = "value";

        Assert.Equal("a ${NAME} $$", Read("http_server_config: { headers: { Content-Security-Policy: 'a ${NAME} $$' } }")?.Headers.Find("Content-Security-Policy"));
    }

    [Fact]
    public void Every_error_of_it_is_said_at_once_with_its_own_file_and_place()
    {
        var errors = Errors("""
            tls_server_config:
              cert_file: server.pem
              key_file: other.key
              client_auth_type: RequireAndVerifyClientCert
              min_version: TLS10
              cipher_suites: [TLS_AES_128_GCM_SHA256]
              key: inline-secret
              max_versoin: x
            http_server_config:
              headers: { Set-Cookie: a=b }
            basic_auth_users:
              alice: plain-secret
              'bob:x': $2y$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234
            rate_limit: {}
            """);

        Assert.Equal(
            [
                "2:14: tls_server_config.cert_file: FOLDER/other.key is not the unencrypted PEM key of the first certificate in FOLDER/server.pem",
                "4:21: tls_server_config.client_auth_type: needs client_ca_file beside it, to verify by",
                "5:16: tls_server_config.min_version: 'TLS10' is none of the values there are; did you mean 'TLS12'?",
                "6:18: tls_server_config.cipher_suites: not supported here: the system's policy (openssl.cnf) says which cipher suites are offered",
                "7:8: tls_server_config.key: not supported here: write key_file, the path of a PEM file; secrets are only read from files",
                "8:3: tls_server_config.max_versoin: unknown key; did you mean 'max_version'?",
                "10:14: http_server_config.headers.Set-Cookie: cannot be set here; the headers are Content-Security-Policy, X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security",
                "12:10: basic_auth_users.alice: not a bcrypt hash; make one with: htpasswd -nBC 10 NAME",
                "13:3: basic_auth_users['bob:x']: a user's name is not empty and has no colon",
                "13:12: basic_auth_users['bob:x']: the cost of this bcrypt hash is not from 4 to 14; make another with: htpasswd -nBC 10 NAME",
                "14:13: rate_limit: not supported here: connections, requests and password checks are bounded as docs/operations.md says",
            ],
            errors);
    }

    [Theory]
    [InlineData("tls_server_config: {}", "1:20: tls_server_config.cert_file: missing")]
    [InlineData("tls_server_config: { cert_file: gone.pem, key_file: server.key }", "there is no file")]
    [InlineData("tls_server_config: { cert_file: server.key, key_file: server.key }", "holds no PEM certificate")]
    [InlineData("tls_server_config: { cert_file: server.pem, key_file: server.key, client_ca_file: other.pem }", "no client's certificate is verified")]
    [InlineData("tls_server_config: { cert_file: server.pem, key_file: server.key, client_allowed_sans: [a] }", "needs client_auth_type")]
    [InlineData("tls_server_config: { cert_file: server.pem, key_file: server.key, client_auth_type: VerifyClientCertIfGiven, client_ca_file: other.key }", "holds no PEM certificate")]
    [InlineData("tls_server_config: { cert_file: server.pem, key_file: server.key, min_version: TLS13, max_version: TLS12 }", "is above max_version")]
    [InlineData("# nothing\n", "there is nothing in this file")]
    [InlineData("{}\n---\n{}\n", "more than one document")]
    [InlineData("- a\n", "this is a list")]
    [InlineData("a: [\n", "not YAML")]
    public void What_cannot_work_is_refused(string web, string expected) =>
        Assert.Contains(expected, string.Join('\n', Errors(web)), StringComparison.Ordinal);

    [Fact]
    public void No_password_hash_or_key_is_shown_and_its_files_are_watched()
    {
        _folder.Write("web/web.conf", $"tls_server_config: {{ cert_file: server.pem, key_file: server.key }}\nbasic_auth_users: {{ alice: '{Hash}' }}\n");
        var result = _folder.Load(Agent);

        Assert.DoesNotContain(Hash, result.Configuration!.Agent.ToString(), StringComparison.Ordinal);
        Assert.Equal([Path("server.key"), Path("server.pem"), Path("web.conf")], result.Files.Where(f => f.Contains("/web/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Taken_for_a_document_it_says_where_it_belongs()
    {
        _folder.Write("a.yaml", Agent);
        _folder.Write("web.yaml", "basic_auth_users: {}\n");
        _folder.Write("web/web.conf", "basic_auth_users: {}\n");
        var errors = ConfigurationLoader.Load([_folder.Path], _folder.Context).Diagnostics;

        Assert.Contains("spec.web.configFile", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, "web", name);

    private WebSettings? Read(string web)
    {
        _folder.Write("web/web.conf", web);
        var result = _folder.Load(Agent);
        Assert.Empty(result.Diagnostics);
        return result.Configuration!.Agent.Web;
    }

    private List<string> Errors(string web)
    {
        _folder.Write("web/web.conf", web);
        return [.. _folder.Load(Agent).Diagnostics.Select(d =>
        {
            Assert.DoesNotContain("secret", d.Message.Replace("secrets are", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.True(d.File == Path("web.conf") || d.Path.Length == 0, d.ToString());
            return $"{d.Line}:{d.Column}: {d.Path}: {d.Message}".Replace(System.IO.Path.Combine(_folder.Path, "web"), "FOLDER", StringComparison.Ordinal);
        })];
    }

    private void WritePair(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write($"web/{name}.pem", certificate.ExportCertificatePem());
        _folder.Write($"web/{name}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
