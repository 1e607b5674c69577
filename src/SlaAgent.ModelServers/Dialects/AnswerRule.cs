namespace SlaAgent.ModelServers.Dialects;

/// <summary>What an answer in one piece must be, beside its status and what the user expects.</summary>
internal enum AnswerRule
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>JSON that is no error and has what the dialect requires.</summary>
    Json,

    /// <summary>Outputs with as many values as their shapes say (Open Inference Protocol).</summary>
    Tensors,

    /// <summary>JSON with generated content.</summary>
    Generated,
}
