namespace SlaAgent.Core.Contracts;

/// <summary>Someone who may ask the agent's own server.</summary>
/// <param name="Name">Name; not secret.</param>
/// <param name="PasswordHash">bcrypt hash of the password. Never shown.</param>
public sealed record WebUser(string Name, string PasswordHash)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
