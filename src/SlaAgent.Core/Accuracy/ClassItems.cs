using System.Runtime.InteropServices;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>Predictions of classes. An answer that is none of the labels is wrong, and a class of its own to no mean: all such are counted in one column.</summary>
internal sealed class ClassItems : EvaluationItems
{
    private const string TooManyClasses = "more than 1,000 different labels: these are no classes";
    private const double Threshold = 0.5;

    // What a score below the threshold predicts: whatever is not positive. No text is meant by it.
    private const ulong NotPositive = 0x6e6f_7420_706f_7369;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<ulong> _hashes = [];
    private readonly List<Row> _rows = [];
    private readonly string? _positive;
    private readonly ulong _positiveHash;
    private long _withoutScore;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;
    private bool _tooMany;
    private ConfusionTable? _table;

    public ClassItems(ScoringRules rules)
        : base(rules)
    {
        if (rules.Positive is { } positive)
        {
            _positive = ClassName.Of(positive);
            _positiveHash = ClassName.Hash(positive);
            Intern(_positive);
        }
    }

    public override int Count => _rows.Count;

    public override AnswerBits? RightAnswers()
    {
        var bits = new AnswerBits();
        foreach (var row in _rows)
        {
            bits.Set(row.Index, _hashes[row.Label] == Resolve(row));
        }

        return bits;
    }

    public override ConfusionMatrix? Confusion(int most = ConfusionMatrix.MostShown) => ConfusionMatrix.Of(Table(), most);

    private protected override string? Take(int index, string label, string? prediction, double? score)
    {
        if (Predicted(prediction, score) is not { } predicted)
        {
            return "the answer has no prediction";
        }

        var id = Intern(ClassName.Of(label));
        if (id < 0)
        {
            _tooMany = true;
            return TooManyClasses;
        }

        _table = null;
        _rows.Add(new Row(index, id, predicted, score ?? double.NaN));
        _withoutScore += score is null ? 1 : 0;
        _least = Math.Min(_least, score ?? _least);
        _most = Math.Max(_most, score ?? _most);
        return null;
    }

    internal override ScoreSource Source(string metric)
    {
        if (_tooMany)
        {
            return new ScoreSource.Undefined(TooManyClasses);
        }

        return ScoreDefinition.Find(metric)!.NeedsScore ? OfScores(metric) : ClassScores.Source(Table(), metric);
    }

    internal override IReadOnlyList<KeyValuePair<string, long>>? PredictedClasses() => Table().Predicted();

    internal override long[]? CountPredictions(ReadOnlySpan<string> classes)
    {
        var places = new Dictionary<ulong, int>();
        foreach (var name in classes)
        {
            places.TryAdd(ClassName.Hash(name), places.Count);
        }

        var counts = new long[classes.Length + 1];
        foreach (var row in _rows)
        {
            counts[places.GetValueOrDefault(Resolve(row), classes.Length)]++;
        }

        return counts;
    }

    private ulong? Predicted(string? prediction, double? score) => prediction is not null ? ClassName.Hash(prediction)
        : Rules.Task != EvaluationTask.Binary || _positive is null || score is not { } number ? null
        : number >= Threshold ? _positiveHash
        : NotPositive;

    // With a score alone, what is not positive is the label itself where that is not, and else the other one of two.
    private ulong Resolve(Row row) => row.Prediction != NotPositive ? row.Prediction
        : _hashes[row.Label] != _positiveHash ? _hashes[row.Label]
        : _hashes.Count == 2 ? _hashes[1]
        : NotPositive;

    private int Intern(string name)
    {
        if (_ids.TryGetValue(name, out var id))
        {
            return id;
        }

        if (_ids.Count == MostClasses)
        {
            return -1;
        }

        _ids.Add(name, _hashes.Count);
        _hashes.Add(ClassName.Hash(name));
        return _hashes.Count - 1;
    }

    private ScoreSource OfScores(string metric)
    {
        if (_withoutScore > 0)
        {
            return new ScoreSource.Undefined($"{_withoutScore} of {_rows.Count} answers had no score");
        }

        if (metric is ScoreName.LogLoss or ScoreName.Brier && (_least < 0 || _most > 1))
        {
            return new ScoreSource.Undefined("the scores are no probabilities: some are outside 0 to 1");
        }

        Sort(_rows, row => row.Index);
        var rows = CollectionsMarshal.AsSpan(_rows);
        var scores = new double[rows.Length];
        var positive = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            scores[i] = rows[i].Score;
            positive[i] = _hashes[rows[i].Label] == _positiveHash;
        }

        return BinaryScores.Source(metric, scores, positive);
    }

    private ConfusionTable Table()
    {
        if (_table is not null)
        {
            return _table;
        }

        Sort(_rows, row => row.Index);
        var order = new int[_hashes.Count];
        var places = new Dictionary<ulong, int>();
        var names = _ids.Keys.Order(StringComparer.Ordinal).ToArray();
        for (var place = 0; place < names.Length; place++)
        {
            var id = _ids[names[place]];
            order[id] = place;
            places.Add(_hashes[id], place);
        }

        var cells = new Dictionary<(int Label, int Prediction), int>();
        foreach (var row in _rows)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(cells, (order[row.Label], places.GetValueOrDefault(Resolve(row), names.Length)), out _)++;
        }

        return _table = new ConfusionTable(names, _positive is null ? null : Array.IndexOf(names, _positive), cells);
    }

    private readonly record struct Row(int Index, int Label, ulong Prediction, double Score);
}
