using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Classification;

/// <summary>A classifier as the protocols show it, trained once for the process.</summary>
internal sealed class ServedClassifier
{
    /// <summary>The version of every classifier, unless a fault says otherwise.</summary>
    public const string Version = "1";

    private static readonly Lazy<ServedClassifier> TrainedOnIris = new(() => new(IrisModel.Name, LabelledRows.Load("iris.csv")));

    private static readonly Lazy<ServedClassifier> TrainedOnTumours =
        new(() => new(BreastCancerModel.Name, LabelledRows.Load(BreastCancerModel.File).Half(held: false)));

    private readonly SoftmaxRegression _trained;
    private readonly Lazy<SoftmaxRegression> _degraded;

    private ServedClassifier(string name, LabelledRows rows)
    {
        Name = name;
        _trained = rows.Train();
        _degraded = new Lazy<SoftmaxRegression>(() => rows.Mislabelled().Train());
    }

    /// <summary>Three kinds of flowers by four features.</summary>
    public static ServedClassifier Iris => TrainedOnIris.Value;

    /// <summary>Malignant (0) or benign (1) by 30 features, trained on one half of the rows.</summary>
    public static ServedClassifier BreastCancer => TrainedOnTumours.Value;

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>Features of a row.</summary>
    public int Features => _trained.Features;

    /// <summary>Number of classes.</summary>
    public int Classes => _trained.Classes;

    /// <summary>The version that answers say they come from.</summary>
    public static string VersionUnder(FaultSet faults) =>
        faults.ModelVersion == 0 ? Version : faults.ModelVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The probabilities of each class for a row, as the faults have it.</summary>
    public double[] Probabilities(double[] row, FaultSet faults)
    {
        var probabilities = (faults.DegradedModel ? _degraded.Value : _trained).Probabilities(row);
        return faults.WrongPrediction ? [probabilities[^1], .. probabilities[..^1]] : probabilities;
    }
}
