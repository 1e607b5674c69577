namespace SlaAgent.ModelServers.Dialects;

/// <summary>What a value of an answer is for.</summary>
[Flags]
internal enum FieldRole
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See <see cref="AnswerFields.Content"/>.</summary>
    Content = 1,

    /// <summary>See <see cref="AnswerFields.Reasoning"/>.</summary>
    Reasoning = 2,

    /// <summary>See <see cref="AnswerFields.Error"/>.</summary>
    Error = 4,

    /// <summary>See <see cref="AnswerFields.ErrorKind"/>.</summary>
    ErrorKind = 8,

    /// <summary>See <see cref="AnswerFields.End"/>.</summary>
    End = 16,

    /// <summary>See <see cref="AnswerFields.PromptTokens"/>.</summary>
    PromptTokens = 32,

    /// <summary>See <see cref="AnswerFields.OutputTokens"/>.</summary>
    OutputTokens = 64,

    /// <summary>See <see cref="AnswerFields.Choices"/>.</summary>
    Choice = 128,

    /// <summary>See <see cref="AnswerFields.ChoiceIndex"/>.</summary>
    ChoiceIndex = 256,
}
