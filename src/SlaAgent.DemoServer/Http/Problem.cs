namespace SlaAgent.DemoServer.Http;

/// <summary>Why a request gets no answer of the kind it asked for; each dialect has its own status and words for it.</summary>
internal enum Problem
{
    /// <summary>The request is not valid.</summary>
    Invalid,

    /// <summary>The body is of a kind that is not read here.</summary>
    UnsupportedMediaType,

    /// <summary>The token is missing or wrong.</summary>
    Unauthorized,

    /// <summary>There is no such model.</summary>
    UnknownModel,

    /// <summary>Nothing answers at this path.</summary>
    NotFound,

    /// <summary>Something answers here, but not to this method.</summary>
    MethodNotAllowed,

    /// <summary>The protocol has this, the server has not.</summary>
    NotImplemented,

    /// <summary>The model is there and cannot be used at the moment.</summary>
    ModelNotReady,

    /// <summary>The server is starting.</summary>
    Loading,

    /// <summary>The server has more to do than it can.</summary>
    Overloaded,

    /// <summary>The inference failed.</summary>
    Failed,
}
