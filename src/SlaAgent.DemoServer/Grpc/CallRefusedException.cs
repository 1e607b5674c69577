namespace SlaAgent.DemoServer.Grpc;

/// <summary>A call that ends with a status other than OK.</summary>
internal sealed class CallRefusedException(int status, string message) : Exception(message)
{
    public const int InvalidArgument = 3;
    public const int NotFound = 5;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;

    /// <summary>gRPC status, by its number.</summary>
    public int Status => status;

    /// <summary>The status that says over gRPC what <paramref name="http"/> says over HTTP.</summary>
    public static int StatusOf(int http) => http switch
    {
        400 => InvalidArgument,
        401 => 16,
        403 => 7,
        404 => NotFound,
        429 => ResourceExhausted,
        500 => 13,
        501 => Unimplemented,
        503 => 14,
        504 => 4,
        _ => 2,
    };
}
