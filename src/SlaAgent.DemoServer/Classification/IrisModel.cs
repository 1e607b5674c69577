namespace SlaAgent.DemoServer.Classification;

/// <summary>The classifier of every dialect.</summary>
internal static class IrisModel
{
    public const string Name = "iris";
    public const string Version = ServedClassifier.Version;
}
