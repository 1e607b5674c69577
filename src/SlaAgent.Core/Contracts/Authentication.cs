namespace SlaAgent.Core.Contracts;

/// <summary>How the agent proves who it is. Secrets are named by file, never held.</summary>
public abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary><c>Authorization: Bearer</c> with the trimmed content of a file.</summary>
    /// <param name="TokenFile">Absolute path.</param>
    public sealed record Bearer(string TokenFile) : Authentication;

    /// <summary>HTTP basic authentication.</summary>
    /// <param name="Username">Plain user name.</param>
    /// <param name="PasswordFile">Absolute path.</param>
    public sealed record Basic(string Username, string PasswordFile) : Authentication;

    /// <summary>A header whose value is secret.</summary>
    /// <param name="Name">Header name.</param>
    /// <param name="ValueFile">Absolute path.</param>
    public sealed record SecretHeader(string Name, string ValueFile) : Authentication;
}
