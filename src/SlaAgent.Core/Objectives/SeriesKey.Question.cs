using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

internal static partial class SeriesKey
{
    /// <summary>
    /// Names what an evaluation asks: runs of two questions are not judged together. When it is asked, how fast, and when a run is void are not in it.
    /// </summary>
    public static string OfQuestion(EventSource source)
    {
        var hash = new StableHash();
        AddQuestion(ref hash, source);
        return hash.ToString();
    }

    private static void AddQuestion(ref StableHash hash, EventSource source)
    {
        if (source is EventSource.LabelledLater { Settings: var feedback })
        {
            hash.Add("feedback");
            hash.Add((long)feedback.Task);
            hash.Add(feedback.Positive);
            hash.Add(feedback.Window.Ticks);
        }
        else if (source is EventSource.Evaluated { Evaluation: var evaluation })
        {
            AddEvaluation(ref hash, evaluation);
        }
    }

    private static void AddEvaluation(ref StableHash hash, EvaluationProbe evaluation)
    {
        // What it holds has a hash of its own, in each run; where it lies says nothing.
        hash.Add(evaluation.DataSet.File[(evaluation.DataSet.File.LastIndexOfAny(['/', '\\']) + 1)..]);
        hash.Add(evaluation.DataSet.Skip);
        foreach (var column in evaluation.DataSet.Columns.AsSpan())
        {
            hash.Add(column.Name);
            hash.Add(column.First);
            hash.Add(column.Last);
        }

        foreach (var type in evaluation.DataSet.Types.AsSpan())
        {
            hash.Add(type.Column);
            hash.Add((long)type.Type);
        }

        AddRequest(ref hash, evaluation.Request);
        hash.Add(evaluation.Prediction);
        foreach (var step in evaluation.Normalise.AsSpan())
        {
            AddStep(ref hash, step);
        }

        hash.Add(evaluation.Score);
        hash.Add(evaluation.Label);
        hash.Add((long)evaluation.Task);
        hash.Add(evaluation.Positive);
        hash.Add(evaluation.Pattern);
        hash.Add(BitConverter.DoubleToInt64Bits(evaluation.Tolerance));
        hash.Add(evaluation.Sample ?? -1);
        hash.Add(evaluation.Sample is null ? 0 : evaluation.Seed);
    }

    private static void AddStep(ref StableHash hash, AnswerNormalisation step)
    {
        switch (step)
        {
            case AnswerNormalisation.Trim:
                hash.Add("trim");
                break;
            case AnswerNormalisation.LowerCase:
                hash.Add("lower_case");
                break;
            case AnswerNormalisation.FirstNumber:
                hash.Add("first_number");
                break;
            case AnswerNormalisation.ArgMax:
                hash.Add("argmax");
                break;
            case AnswerNormalisation.JsonField json:
                hash.Add("json");
                hash.Add(json.Path);
                break;
            case AnswerNormalisation.RegexGroup regex:
                hash.Add("regex");
                hash.Add(regex.Pattern);
                hash.Add(regex.Group);
                break;
        }
    }
}
