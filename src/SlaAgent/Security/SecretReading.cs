namespace SlaAgent.Security;

/// <summary>What reading a secret gave: its value, or why there is none. Never shows the value.</summary>
internal readonly struct SecretReading
{
    private SecretReading(string? value, string? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The secret; null where it could not be had.</summary>
    public string? Value { get; }

    /// <summary>One line on why there is no secret, naming the file and never its content; null where there is one.</summary>
    public string? Error { get; }

    /// <summary>A secret that was read.</summary>
    public static SecretReading Of(string value) => new(value, null);

    /// <summary>A secret that could not be read.</summary>
    public static SecretReading Failed(string error) => new(null, error);

    /// <inheritdoc />
    public override string ToString() => Error ?? "***";
}
