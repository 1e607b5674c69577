using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Security;

namespace SlaAgent.Probing;

/// <summary>The header that proves who the agent is, made from its secret file at each probe. Not thread-safe.</summary>
internal sealed class Credentials
{
    private readonly Authentication _auth;
    private readonly SecretFile _file;
    private string? _secret;
    private string _value = "";
    private SecretMask? _mask;

    /// <summary>Credentials as <paramref name="auth"/> says.</summary>
    public Credentials(Authentication auth)
    {
        _auth = auth;
        (HeaderName, _file) = auth switch
        {
            Authentication.Bearer bearer => ("Authorization", new SecretFile(bearer.TokenFile)),
            Authentication.Basic basic => ("Authorization", new SecretFile(basic.PasswordFile)),
            Authentication.SecretHeader header => (header.Name, new SecretFile(header.ValueFile)),
            _ => throw new ArgumentOutOfRangeException(nameof(auth)),
        };
    }

    /// <summary>The header's name.</summary>
    public string HeaderName { get; }

    /// <summary>Reads the secret.</summary>
    /// <param name="value">The header's value; null on failure.</param>
    /// <returns>Why there are no credentials; null where there are.</returns>
    public string? Read(out string? value)
    {
        var reading = _file.Read();
        value = null;
        if (reading.Value is not { } secret)
        {
            return reading.Error;
        }

        if (!ReferenceEquals(secret, _secret))
        {
            if (secret.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || secret.Contains('\u007F'))
            {
                return $"{_file} holds characters that a header cannot carry";
            }

            var (scheme, carried) = _auth switch
            {
                Authentication.Bearer => ("Bearer ", secret),
                Authentication.Basic basic => ("Basic ", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{secret}"))),
                _ => ("", secret),
            };
            _secret = secret;
            _value = scheme + carried;
            _mask = new SecretMask(secret, carried);
        }

        value = _value;
        return null;
    }

    /// <summary><paramref name="text"/> without the secret that was read last.</summary>
    public string Hide(string text) => _mask is null ? text : _mask.Hide(text);

    /// <inheritdoc />
    public override string ToString() => $"{HeaderName} from {_file}";
}
