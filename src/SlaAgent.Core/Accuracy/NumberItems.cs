using System.Globalization;

namespace SlaAgent.Core.Accuracy;

/// <summary>Predictions of numbers.</summary>
internal sealed class NumberItems(ScoringRules rules) : EvaluationItems(rules)
{
    private readonly List<Row> _rows = [];

    public override int Count => _rows.Count;

    public override string? LabelFault(string label) => TryRead(label, out _) ? null : "the label is not a number";

    public override AnswerBits? RightAnswers() => null;

    private protected override string? Take(int index, string label, string? prediction, double? score)
    {
        if (!TryRead(label, out var truth))
        {
            return LabelFault(label);
        }

        if (!TryRead(prediction, out var predicted))
        {
            return prediction is null ? "the answer has no prediction" : "the prediction is not a number";
        }

        _rows.Add(new Row(index, truth, predicted));
        return null;
    }

    internal override ScoreSource Source(string metric)
    {
        Sort(_rows, row => row.Index);
        return metric switch
        {
            ScoreName.MeanAbsoluteError => Mean(row => Math.Abs(row.Error)),
            ScoreName.MeanSquaredError => Mean(row => row.Error * row.Error),
            ScoreName.RootMeanSquaredError => Mean(row => row.Error * row.Error, isRoot: true),
            ScoreName.MeanAbsolutePercentageError => _rows.Count(row => row.Label == 0) is var zeros and > 0
                ? new ScoreSource.Undefined($"{zeros} of {_rows.Count} labels are 0, and no error is relative to that")
                : Mean(row => Math.Abs(row.Error / row.Label)),
            ScoreName.MedianAbsoluteError => Median(),
            _ => R2(),
        };
    }

    internal override double[] Numbers() => Values(row => row.Prediction);

    /// <summary>Reads a finite number as JSON and CSV files write them, white space around it allowed.</summary>
    internal static bool TryRead(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private ScoreSource.Resampled Mean(Func<Row, double> loss, bool isRoot = false) => new(new MeanStatistic(Values(loss), isRoot));

    private ScoreSource.Median Median()
    {
        var errors = Values(row => Math.Abs(row.Error));
        Array.Sort(errors);
        return new ScoreSource.Median(errors);
    }

    private ScoreSource R2()
    {
        if (_rows.TrueForAll(row => row.Label == _rows[0].Label))
        {
            return new ScoreSource.Undefined("all labels are the same");
        }

        return new ScoreSource.Resampled(new ExplainedVariance(Values(row => row.Label), Values(row => row.Error * row.Error)));
    }

    private double[] Values(Func<Row, double> of)
    {
        var values = new double[_rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = of(_rows[i]);
        }

        return values;
    }

    private readonly record struct Row(int Index, double Label, double Prediction)
    {
        public double Error => Prediction - Label;
    }
}
