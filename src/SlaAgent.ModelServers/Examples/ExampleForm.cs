using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>How a kind of server is asked about examples, whoever asks.</summary>
/// <param name="Template">What is filled in for each example: a body in the form of REST, or a prompt.</param>
/// <param name="IsPrompt">Which of both it is.</param>
/// <param name="Write">Makes the request of what was filled in. Throws <see cref="FormatException"/> where that has no such form, saying why.</param>
/// <param name="NewReader">Makes the reader of an answer.</param>
/// <param name="Versions">Where an answer says the model's version.</param>
internal sealed record ExampleForm(
    string Template,
    bool IsPrompt,
    Func<ReadOnlyMemory<byte>, ServerRequest> Write,
    Func<ExpectationCheck, AnswerReader> NewReader,
    JsonPath[] Versions);
