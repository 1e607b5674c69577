namespace SlaAgent.ModelServers.Grpc;

/// <summary>The status that ends every gRPC call, by its number on the wire.</summary>
internal static class GrpcStatus
{
    public const int Ok = 0;
    public const int InvalidArgument = 3;
    public const int DeadlineExceeded = 4;
    public const int NotFound = 5;
    public const int AlreadyExists = 6;
    public const int PermissionDenied = 7;
    public const int ResourceExhausted = 8;
    public const int FailedPrecondition = 9;
    public const int OutOfRange = 11;
    public const int Unimplemented = 12;
    public const int Unavailable = 14;
    public const int Unauthenticated = 16;

    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The name that everybody knows the status by; the number where it has none.</summary>
    public static string Name(int code) =>
        code >= 0 && code < Names.Length ? Names[code] : FormattableString.Invariant($"status {code}");

    /// <summary>Whether the status says that the request was wrong, and a server that works would say the same: what a status of 400 to 499 is to HTTP.</summary>
    public static bool BlamesRequest(int code) => code
        is InvalidArgument or NotFound or AlreadyExists or PermissionDenied or FailedPrecondition or OutOfRange or Unimplemented or Unauthenticated;

    /// <summary>The status and what the server says of it, as it was sent: percent-encoded.</summary>
    public static string Describe(int code, string message) => message.Length == 0 ? Name(code) : $"{Name(code)}: {message}";

    /// <summary>A message that was percent-encoded for the wire; what is no encoding stays as it is.</summary>
    public static string Decode(string? message) => message is null ? "" : Uri.UnescapeDataString(message);
}
