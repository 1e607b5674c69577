namespace SlaAgent.Core.Contracts;

/// <summary>What the agent's own server asks of clients' certificates; the policies of Go's <c>crypto/tls</c>.</summary>
public enum ClientCertificatePolicy
{
    /// <summary>None is asked for (<c>NoClientCert</c>).</summary>
    None,

    /// <summary>Asked for; any or none will do (<c>RequestClientCert</c>).</summary>
    Request,

    /// <summary>Any will do, but one there must be (<c>RequireAnyClientCert</c>).</summary>
    RequireAny,

    /// <summary>One that is given must be from a known authority (<c>VerifyClientCertIfGiven</c>).</summary>
    VerifyIfGiven,

    /// <summary>One there must be, from a known authority (<c>RequireAndVerifyClientCert</c>).</summary>
    RequireAndVerify,
}
