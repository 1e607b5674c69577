namespace SlaAgent.Configuration.Binding;

/// <summary>Presets of the product that come with later versions.</summary>
internal static class LaterPresets
{
    public static readonly string[] Names = ["grpc-health"];
}
