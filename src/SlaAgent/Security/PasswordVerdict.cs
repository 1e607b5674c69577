namespace SlaAgent.Security;

/// <summary>What came of checking a password.</summary>
internal enum PasswordVerdict
{
    /// <summary>Name and password belong together.</summary>
    Right,

    /// <summary>They do not, or there is no such name.</summary>
    Wrong,

    /// <summary>Not checked: too many are waiting.</summary>
    TooMany,
}
