using SlaAgent.DemoServer.Classification;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>The classifier as the protocol shows it, trained once for the process.</summary>
internal sealed class IrisModel
{
    public const string Name = "iris";
    public const string Version = "1";
    private static readonly Lazy<SoftmaxRegression> Trained = new(() => IrisData.Load().Train());

    private readonly SoftmaxRegression _classifier = Trained.Value;

    public int Features => _classifier.Features;

    public int Classes => _classifier.Classes;

    /// <summary>The probabilities of each row's classes; moved by one class where <paramref name="wrong"/>.</summary>
    public double[] Probabilities(double[] row, bool wrong)
    {
        var probabilities = _classifier.Probabilities(row);
        return wrong ? [probabilities[^1], .. probabilities[..^1]] : probabilities;
    }
}
