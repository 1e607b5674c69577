namespace SlaAgent.Core.Contracts;

/// <summary>What a model is asked for, and so which scores there are.</summary>
public enum EvaluationTask
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>One of two classes, one of which is the positive one.</summary>
    Binary,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>A text.</summary>
    Generation,
}
