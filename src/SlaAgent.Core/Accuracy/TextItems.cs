using System.Text.RegularExpressions;

namespace SlaAgent.Core.Accuracy;

/// <summary>Generated texts: what was asked of each is worked out as it comes, and the text is forgotten.</summary>
internal sealed class TextItems : EvaluationItems
{
    private static readonly string[] Shares = [ScoreName.ExactMatch, ScoreName.Contains, ScoreName.RegexMatch, ScoreName.NumericMatch, ScoreName.JsonEqual];

    private readonly List<Row> _rows = [];
    private readonly bool[] _wanted;
    private readonly bool _wantsWords;
    private readonly bool _wantsSubsequence;
    private readonly string _right;
    private Regex? _pattern;
    private string? _patternText;

    public TextItems(ScoringRules rules)
        : base(rules)
    {
        _right = rules.Wanted.Select(request => request.Metric).FirstOrDefault(Shares.Contains) ?? ScoreName.ExactMatch;
        _wanted = [.. Shares.Select(share => rules.Wants(share) || share == _right)];
        _wantsWords = rules.Wants(ScoreName.TokenF1);
        _wantsSubsequence = rules.Wants(ScoreName.RougeL);
    }

    public override int Count => _rows.Count;

    public override string? LabelFault(string label) =>
        _wanted[1] && string.IsNullOrWhiteSpace(label) ? "the label is empty, and every text contains that"
        : _wanted[2] && Rules.Pattern is null && Pattern(label) is null ? "the label is not a regular expression"
        : _wanted[3] && !NumberItems.TryRead(label, out _) ? "the label is not a number"
        : _wanted[4] && !TextMatch.IsJson(label) ? "the label is not JSON"
        : null;

    public override AnswerBits? RightAnswers()
    {
        var bit = Array.IndexOf(Shares, _right);
        var bits = new AnswerBits();
        foreach (var row in _rows)
        {
            bits.Set(row.Index, row.Has(bit));
        }

        return bits;
    }

    private protected override string? Take(int index, string label, string? prediction, double? score)
    {
        if (prediction is null)
        {
            return "the answer has no prediction";
        }

        if (LabelFault(label) is { } fault)
        {
            return fault;
        }

        var bits = 0;
        for (var bit = 0; bit < Shares.Length; bit++)
        {
            bits |= _wanted[bit] && IsRight(Shares[bit], prediction, label) ? 1 << bit : 0;
        }

        _rows.Add(new Row(
            index, (byte)bits, prediction.Length, _wantsWords ? WordOverlap.F1(prediction, label) : 0, _wantsSubsequence ? CommonSubsequence.F1(prediction, label) : 0));
        return null;
    }

    internal override ScoreSource Source(string metric)
    {
        Sort(_rows, row => row.Index);
        return metric switch
        {
            ScoreName.TokenF1 => new ScoreSource.Resampled(new MeanStatistic([.. _rows.Select(row => row.Words)], isRoot: false)),
            ScoreName.RougeL => new ScoreSource.Resampled(new MeanStatistic([.. _rows.Select(row => row.Subsequence)], isRoot: false)),
            _ => new ScoreSource.Proportion(_rows.Count(row => row.Has(Array.IndexOf(Shares, metric))), _rows.Count),
        };
    }

    internal override double[] Numbers() => [.. _rows.Select(row => (double)row.Length)];

    private bool IsRight(string share, string prediction, string label) => share switch
    {
        ScoreName.ExactMatch => TextMatch.IsExact(prediction, label),
        ScoreName.Contains => TextMatch.Contains(prediction, label),
        ScoreName.RegexMatch => Pattern(Rules.Pattern ?? label)?.IsMatch(prediction) == true,
        ScoreName.NumericMatch => TextMatch.IsNumber(prediction, label, Rules.Tolerance),
        _ => TextMatch.IsJson(prediction, label),
    };

    private Regex? Pattern(string text)
    {
        if (_patternText != text)
        {
            (_patternText, _pattern) = (text, TextMatch.Pattern(text));
        }

        return _pattern;
    }

    private readonly record struct Row(int Index, byte Bits, int Length, double Words, double Subsequence)
    {
        public bool Has(int bit) => (Bits & (1 << bit)) != 0;
    }
}
