using SlaAgent.DemoServer.Classification;

namespace SlaAgent.DemoServer.Tests.Classification;

public sealed class SoftmaxRegressionTests
{
    [Fact]
    public void The_classifier_gets_at_least_95_percent_of_its_training_rows_right()
    {
        var data = LabelledRows.Load("iris.csv");
        var model = data.Train();

        var right = data.Rows.Zip(data.Labels).Count(row => model.Predict(row.First) == row.Second);

        Assert.Equal(150, data.Rows.Count);
        Assert.InRange(right / 150.0, 0.95, 1);
    }

    [Fact]
    public void Rows_that_were_held_back_are_classified_too()
    {
        var data = LabelledRows.Load("iris.csv");
        int[] seen = [.. Enumerable.Range(0, 150).Where(index => index % 3 != 0)];
        int[] unseen = [.. Enumerable.Range(0, 150).Where(index => index % 3 == 0)];
        var model = SoftmaxRegression.Train([.. seen.Select(i => data.Rows[i])], [.. seen.Select(i => data.Labels[i])], 3);

        Assert.InRange(unseen.Count(i => model.Predict(data.Rows[i]) == data.Labels[i]), 45, 50);
    }

    [Fact]
    public void Training_twice_gives_the_same_model()
    {
        var data = LabelledRows.Load("iris.csv");
        var (first, second) = (data.Train(), data.Train());

        Assert.All(data.Rows, row => Assert.Equal(first.Probabilities(row), second.Probabilities(row)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e12)]
    [InlineData(-1e12)]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    public void Probabilities_add_up_to_one_however_far_the_row_is_away(double value)
    {
        var probabilities = LabelledRows.Load("iris.csv").Train().Probabilities([value, value, value, value]);

        Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
        Assert.Equal(1, probabilities.Sum(), 12);
    }

    [Fact]
    public void A_row_of_the_wrong_length_is_refused()
    {
        var model = LabelledRows.Load("iris.csv").Train();

        Assert.Throws<ArgumentException>(() => model.Predict([1, 2, 3]));
    }

    [Fact]
    public void A_feature_that_never_varies_does_no_harm()
    {
        var model = SoftmaxRegression.Train([[0, 7], [0, 7], [9, 7], [9, 7]], [0, 0, 1, 1], 2);

        Assert.Equal(0, model.Predict([0.0, 7]));
        Assert.Equal(1, model.Predict([9.0, 7]));
    }

    [Fact]
    public void Training_on_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => SoftmaxRegression.Train([], [], 3));
}
