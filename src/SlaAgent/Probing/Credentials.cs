using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Security;

namespace SlaAgent.Probing;

/// <summary>The header that proves who the agent is, made from its secret file at each probe. Not thread-safe.</summary>
internal sealed class Credentials
{
    private const string Hidden = "***";

    private readonly Authentication _auth;
    private readonly SecretFile _file;
    private string? _secret;
    private string _value = "";

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
    /// <param name="secret">What must not be shown anywhere; null on failure.</param>
    /// <returns>Why there are no credentials; null where there are.</returns>
    public string? Read(out string? value, out string? secret)
    {
        var reading = _file.Read();
        secret = reading.Value;
        value = null;
        if (secret is null)
        {
            return reading.Error;
        }

        if (!ReferenceEquals(secret, _secret))
        {
            if (secret.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || secret.Contains('\u007F'))
            {
                return $"{_file} holds characters that a header cannot carry";
            }

            _secret = secret;
            _value = _auth switch
            {
                Authentication.Bearer => "Bearer " + secret,
                Authentication.Basic basic => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{secret}")),
                _ => secret,
            };
        }

        value = _value;
        return null;
    }

    /// <summary><paramref name="text"/> without what was last read: the secret itself, and the form in which it goes over the wire.</summary>
    public string? Hide(string? text)
    {
        if (text is null || _secret is not { Length: > 0 } secret)
        {
            return text;
        }

        var sent = _auth is Authentication.Basic ? _value["Basic ".Length..] : _value;
        return text.Replace(sent, Hidden, StringComparison.Ordinal).Replace(secret, Hidden, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public override string ToString() => $"{HeaderName} from {_file}";
}
