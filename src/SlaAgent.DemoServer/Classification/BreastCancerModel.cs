using System.Globalization;
using System.Text;

namespace SlaAgent.DemoServer.Classification;

/// <summary>The classifier whose quality can be measured: it never saw the rows that are held out.</summary>
internal static class BreastCancerModel
{
    public const string Name = "breast-cancer";

    /// <summary>The file with all rows.</summary>
    public const string File = "breast_cancer.csv";

    /// <summary>The rows it never saw, as a CSV file: <c>f1</c> to <c>f30</c>, and <c>diagnosis</c> (0 malignant, 1 benign).</summary>
    public static string HeldOut()
    {
        var rows = LabelledRows.Load(File).Half(held: true);
        var text = new StringBuilder();
        foreach (var index in Enumerable.Range(1, rows.Rows[0].Length))
        {
            text.Append(CultureInfo.InvariantCulture, $"f{index},");
        }

        text.Append("diagnosis\n");
        foreach (var (features, label) in rows.Rows.Zip(rows.Labels))
        {
            text.AppendJoin(',', features.Select(feature => feature.ToString("R", CultureInfo.InvariantCulture)));
            text.Append(CultureInfo.InvariantCulture, $",{label}\n");
        }

        return text.ToString();
    }
}
