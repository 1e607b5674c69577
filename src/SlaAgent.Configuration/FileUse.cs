namespace SlaAgent.Configuration;

/// <summary>What a file is for that the configuration names.</summary>
internal enum FileUse
{
    /// <summary>Certificates, data sets: must be readable.</summary>
    Plain,

    /// <summary>A secret: must be readable and not empty; its content is never shown.</summary>
    Secret,

    /// <summary>A secret address: must be readable and hold one address; its content is never shown.</summary>
    SecretAddress,
}
