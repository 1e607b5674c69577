namespace SlaAgent.Configuration.Tests;

/// <summary>Whatever a user does wrong with a secret, no message repeats it.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData("auth: { bearerToken: canary }", "spec.auth.bearerToken: unknown key; did you mean 'bearerTokenFile'?")]
    [InlineData("auth: { basic: { username: u, password: canary } }", "spec.auth.basic.password: unknown key; did you mean 'passwordFile'?")]
    [InlineData("auth: { header: { name: x, value: canary } }", "spec.auth.header.value: unknown key")]
    [InlineData("headers: { Authorization: Bearer canary }", "spec.headers.Authorization: holds a secret; use auth")]
    [InlineData("auth: canary", "spec.auth: this is text")]
    [InlineData("tls: { keyFile: [canary], certFile: 1 }", "spec.tls.keyFile: this is a list")]
    [InlineData("auth: { bearerTokenFile: secret }\n  tls: { keyFile: secret }", "spec.tls.keyFile: needs certFile beside it")]
    [InlineData("auth: { bearerTokenFile: empty }", "is empty")]
    [InlineData("auth: { bearerTokenFile: missing }", "there is no file ")]
    public void Is_an_error_that_does_not_show_it(string lines, string message)
    {
        using var folder = new TestFolder();
        folder.Write("secret", "canary");
        folder.Write("empty", " \n");
        var result = folder.Load(Sample.Service.Replace("model: llama", "model: llama\n  " + lines, StringComparison.Ordinal));
        Assert.Contains(result.Diagnostics, d => d.ToString().Contains(message, StringComparison.Ordinal));
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("canary", d.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Neither_in_the_address_of_a_service_nor_in_that_of_a_webhook()
    {
        using var folder = new TestFolder();
        folder.Write("hook", "not an address: canary");
        var result = folder.Load(Sample.Service.Replace("http://127", "http://u:canary@127", StringComparison.Ordinal) + """
            ---
            apiVersion: slaagent.io/v1
            kind: Agent
            spec:
              receivers:
                - { name: a, webhook: { url: "ftp://canary" } }
                - { name: b, webhook: { urlFile: hook } }
                - { name: c, alertmanager: { urls: ["http://am?token=canary"] } }
            """);
        Assert.Equal(
            ["spec.url", "spec.receivers[0].webhook.url", "spec.receivers[1].webhook.urlFile", "spec.receivers[2].alertmanager.urls[0]"],
            result.Diagnostics.Select(d => d.Path));
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("canary", d.ToString(), StringComparison.Ordinal));
    }
}
