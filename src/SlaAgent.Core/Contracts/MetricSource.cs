namespace SlaAgent.Core.Contracts;

/// <summary>The series of one metric that are meant.</summary>
/// <param name="Names">The metric's names in the versions of the server, the newest first; the first that a page has is taken. A counter is found with and without <c>_total</c>.</param>
/// <param name="Where">What must hold of the labels.</param>
public sealed record MetricSource(EquatableArray<string> Names, EquatableArray<LabelCondition> Where)
{
    /// <summary>All series of the metric under the first of these names that there is.</summary>
    public static MetricSource Of(params string[] names) => new([.. names], []);

    /// <summary>Of these only the series whose <paramref name="label"/> is one of <paramref name="values"/>.</summary>
    public MetricSource With(string label, params string[] values) => And(new(label, [.. values]));

    /// <summary>Of these only the series whose <paramref name="label"/> is none of <paramref name="values"/>.</summary>
    public MetricSource Without(string label, params string[] values) => And(new(label, [.. values], Negated: true));

    /// <summary>Of these only the series whose <paramref name="label"/> begins with one of <paramref name="values"/>.</summary>
    public MetricSource Beginning(string label, params string[] values) => And(new(label, [], [.. values]));

    /// <summary>Of these only the series whose <paramref name="label"/> begins with none of <paramref name="values"/>.</summary>
    public MetricSource NotBeginning(string label, params string[] values) => And(new(label, [], [.. values], Negated: true));

    /// <summary>As PromQL would write it, for people.</summary>
    public override string ToString()
    {
        var names = string.Join(" or ", Names);
        return Where.Count == 0
            ? names
            : (Names.Count == 1 ? names : $"({names})") + "{" + string.Join(',', Where) + "}";
    }

    private MetricSource And(LabelCondition condition) => this with { Where = [.. Where, condition] };
}
