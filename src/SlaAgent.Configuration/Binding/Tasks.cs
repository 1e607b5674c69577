using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is said of the kind of a task.</summary>
internal static class Tasks
{
    /// <summary>What is written under <c>task</c>; null where it is wrong.</summary>
    public static EvaluationTask? Read(YamlMapping? map) => map.Text("task") switch
    {
        "classification" => EvaluationTask.Classification,
        "binary" => EvaluationTask.Binary,
        "regression" => EvaluationTask.Regression,
        "generation" => EvaluationTask.Generation,
        _ => null,
    };

    /// <summary>The task as it is written.</summary>
    public static string Name(EvaluationTask task) => task switch
    {
        EvaluationTask.Classification => "classification",
        EvaluationTask.Binary => "binary",
        EvaluationTask.Regression => "regression",
        _ => "generation",
    };

    /// <summary>Whether a task has classes.</summary>
    public static bool HasClasses(EvaluationTask task) => task is EvaluationTask.Classification or EvaluationTask.Binary;

    /// <summary>The label that counts as positive, as text; null for none.</summary>
    public static string? Positive(YamlMapping map) => map.Scalar("positive") is { } scalar && scalar.Type != ScalarType.Null
        ? scalar.Type == ScalarType.Boolean ? scalar.Text.ToLowerInvariant() : scalar.Text
        : null;

    /// <summary>Whether <c>positive</c> may, and must, be there.</summary>
    public static void CheckPositive(DocumentScope document, YamlMapping map, NodePath path, EvaluationTask task)
    {
        if (!HasClasses(task) && map.Entry("positive") is { } written)
        {
            document.Error(written.KeyAt, path.Key("positive"), $"the task {Name(task)} has no classes; leave it out");
        }
        else if (task == EvaluationTask.Binary && string.IsNullOrEmpty(Positive(map)))
        {
            document.Error(map.PlaceOf("positive"), path.Key("positive"), "missing; write which of both labels counts as positive");
        }
    }
}
