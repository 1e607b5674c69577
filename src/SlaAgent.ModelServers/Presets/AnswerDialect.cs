namespace SlaAgent.ModelServers.Presets;

/// <summary>How an inference answer is to be read.</summary>
internal enum AnswerDialect
{
    /// <summary>Only by what the user expects.</summary>
    Plain,

    /// <summary>Open Inference Protocol over REST.</summary>
    OpenInference,

    /// <summary>OpenAI-compatible chat and text completions, streamed or not.</summary>
    OpenAi,
}
