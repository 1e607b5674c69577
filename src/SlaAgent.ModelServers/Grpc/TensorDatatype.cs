namespace SlaAgent.ModelServers.Grpc;

/// <summary>The datatypes of tensors in the Open Inference Protocol.</summary>
internal static class TensorDatatype
{
    /// <summary>All of them, as written.</summary>
    public const string All = "BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES";

    /// <summary>Bytes of an element in raw contents; 0 for BYTES, whose elements differ; null for a datatype that is not known.</summary>
    public static int? Size(string datatype) => datatype switch
    {
        "BOOL" or "INT8" or "UINT8" => 1,
        "INT16" or "UINT16" or "FP16" or "BF16" => 2,
        "INT32" or "UINT32" or "FP32" => 4,
        "INT64" or "UINT64" or "FP64" => 8,
        "BYTES" => 0,
        _ => null,
    };

    /// <summary>Whether the protocol has typed contents for it.</summary>
    public static bool HasTypedContents(string datatype) => datatype is not ("FP16" or "BF16");
}
