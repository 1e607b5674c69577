namespace SlaAgent.DemoServer.Classification;

/// <summary>
/// Multinomial logistic regression, trained by full-batch gradient descent from zero weights, so that the same rows always
/// give the same model (Bishop, Pattern Recognition and Machine Learning, 4.3.4). Features are standardised by the
/// training rows' mean and deviation.
/// </summary>
internal sealed class SoftmaxRegression
{
    // Beyond this many deviations the class is long certain, and products would overflow into NaN.
    private const double Outlier = 1e6;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[][] _weights;

    private SoftmaxRegression(double[] means, double[] deviations, int classes)
    {
        _means = means;
        _deviations = deviations;
        _weights = [.. Enumerable.Range(0, classes).Select(_ => new double[means.Length + 1])];
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _weights.Length;

    /// <summary>Number of features in a row.</summary>
    public int Features => _means.Length;

    /// <summary>Learns from labelled rows; labels are 0 to <paramref name="classes"/> - 1.</summary>
    /// <exception cref="ArgumentException">There are no rows, or not a label for each.</exception>
    public static SoftmaxRegression Train(IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, int classes, int rounds = 500, double rate = 0.5)
    {
        if (rows.Count == 0 || rows.Count != labels.Count)
        {
            throw new ArgumentException("Every row needs a label, and there must be a row.", nameof(rows));
        }

        var model = new SoftmaxRegression(Means(rows), new double[rows[0].Length], classes);
        for (var feature = 0; feature < model.Features; feature++)
        {
            var spread = Math.Sqrt(rows.Average(row => Math.Pow(row[feature] - model._means[feature], 2)));
            model._deviations[feature] = spread > 0 ? spread : 1;
        }

        var inputs = rows.Select(row => model.Standardise(row)).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            model.Descend(inputs, labels, rate);
        }

        return model;
    }

    /// <summary>The probability of each class for a row of raw features.</summary>
    /// <exception cref="ArgumentException">The row has not as many features as the model.</exception>
    public double[] Probabilities(ReadOnlySpan<double> row) => Softmax(Standardise(row));

    /// <summary>The most probable class.</summary>
    public int Predict(ReadOnlySpan<double> row) => MostProbable(Probabilities(row));

    /// <summary>The index of the largest probability.</summary>
    public static int MostProbable(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var index = 1; index < probabilities.Length; index++)
        {
            best = probabilities[index] > probabilities[best] ? index : best;
        }

        return best;
    }

    private static double[] Means(IReadOnlyList<double[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(feature => rows.Average(row => row[feature]))];

    private void Descend(double[][] inputs, IReadOnlyList<int> labels, double rate)
    {
        var gradient = _weights.Select(row => new double[row.Length]).ToArray();
        for (var index = 0; index < inputs.Length; index++)
        {
            var probabilities = Softmax(inputs[index]);
            for (var label = 0; label < Classes; label++)
            {
                var error = probabilities[label] - (label == labels[index] ? 1 : 0);
                for (var feature = 0; feature <= Features; feature++)
                {
                    gradient[label][feature] += error * inputs[index][feature];
                }
            }
        }

        for (var label = 0; label < Classes; label++)
        {
            for (var feature = 0; feature <= Features; feature++)
            {
                _weights[label][feature] -= rate * gradient[label][feature] / inputs.Length;
            }
        }
    }

    // The last input is the constant 1 that carries the bias.
    private double[] Standardise(ReadOnlySpan<double> row)
    {
        if (row.Length != Features)
        {
            throw new ArgumentException($"A row has {Features} features, not {row.Length}.", nameof(row));
        }

        var input = new double[Features + 1];
        for (var feature = 0; feature < Features; feature++)
        {
            input[feature] = Math.Clamp((row[feature] - _means[feature]) / _deviations[feature], -Outlier, Outlier);
        }

        input[Features] = 1;
        return input;
    }

    private double[] Softmax(double[] input)
    {
        var scores = new double[Classes];
        for (var label = 0; label < Classes; label++)
        {
            for (var feature = 0; feature <= Features; feature++)
            {
                scores[label] += _weights[label][feature] * input[feature];
            }
        }

        // Without the largest score taken off, exp overflows for features far outside the training rows.
        var largest = scores.Max();
        var exponentials = scores.Select(score => Math.Exp(score - largest)).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(value => value / sum)];
    }
}
