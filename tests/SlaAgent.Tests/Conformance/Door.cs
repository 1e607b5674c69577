namespace SlaAgent.Tests.Conformance;

/// <summary>How the server is reached, and by which name the model is asked for.</summary>
internal enum Door
{
    /// <summary>Without TLS, by the model's own name.</summary>
    Plain,

    /// <summary>By the name of a model that the server does not have.</summary>
    UnknownModel,

    /// <summary>Over TLS, with the certificate of an authority that is trusted.</summary>
    Tls,

    /// <summary>Over TLS, with the certificate of an authority that is not.</summary>
    UntrustedTls,

    /// <summary>The server wants a token, and gets none.</summary>
    NoToken,

    /// <summary>The server wants a token, and gets it.</summary>
    Token,
}
