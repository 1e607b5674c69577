using System.Globalization;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.Binding;

/// <summary>Reads the whole of a data set once, and reports what is wrong in it, each with its file and line.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="task">Kind of task.</param>
internal sealed class DataSetCheck(DocumentScope document, EvaluationTask task)
{
    /// <summary>Findings in one file after which it is not read any further.</summary>
    public const int MostProblems = 20;

    private readonly LabelCounts _labels = new(task);
    private int _classes;

    /// <summary>How often there is which label.</summary>
    public LabelCounts Labels => _labels;

    /// <summary>The first example; null before there was one.</summary>
    public Example? First { get; private set; }

    /// <summary>The hash of the file; null where something is wrong with it.</summary>
    public string? Hash { get; private set; }

    /// <summary>Reads the file.</summary>
    public void Run(DataSet dataSet, IReadOnlyList<string> columns, string label, string? id)
    {
        using var reader = DataSetReader.Open(dataSet, columns, label, id);
        var problems = 0;
        while (problems < MostProblems && (reader.Read() || reader.Problem is not null))
        {
            var problem = reader.Problem?.Message ?? Take(reader.Current!);
            if (problem is not null)
            {
                problems++;
                Report(dataSet.File, reader.Problem?.Line ?? reader.Current!.Line, problem);
            }
        }

        if (problems == MostProblems)
        {
            document.Check.Bag.Error(new(dataSet.File, 1, 1), "", $"more than {MostProblems - 1} lines are wrong; the rest was not read");
        }

        Hash = problems == 0 ? reader.Hash : null;
    }

    private void Report(string file, long line, string problem) => document.Check.Bag.Error(new Position(file, (int)Math.Min(line, int.MaxValue), 1), "", problem);

    private string? Take(Example example)
    {
        First ??= example;
        _labels.Add(example.Label);
        if (task == EvaluationTask.Regression)
        {
            return double.TryParse(example.Label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? null
                : $"the label is not a finite number: '{Echo.Shorten(example.Label)}'; the task regression needs one";
        }

        return Tasks.HasClasses(task) && _labels.Of(example.Label) == 1 ? TakeClass(example.Label) : null;
    }

    private string? TakeClass(string label)
    {
        _classes++;
        return task == EvaluationTask.Binary && _classes == 3
            ? $"'{Echo.Shorten(label)}' is a third label, after {string.Join(" and ", _labels.Classes.Select(c => c.Key).Where(c => c != label).Take(2).Select(c => $"'{Echo.Shorten(c)}'"))}; the task binary has two, classification has many"
            : null;
    }
}
