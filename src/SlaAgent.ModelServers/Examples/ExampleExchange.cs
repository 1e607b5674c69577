using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>A conversation in which every request is about one example. Not thread-safe; its twins are apart from it.</summary>
public sealed class ExampleExchange : ProbeExchange
{
    private readonly ExampleForm _form;
    private readonly ExampleQuestion _question;
    private readonly Expectation _expected;
    private readonly AnswerCapture _capture;
    private readonly ExpectationCheck _check;
    private ServerRequest? _next;

    internal ExampleExchange(ExampleForm form, ExampleQuestion question, Expectation expected)
    {
        (_form, _question, _expected) = (form, question, expected);
        _capture = new AnswerCapture(question, form.Versions);
        _check = new ExpectationCheck(expected, _capture);
    }

    /// <summary>What is to be filled in for each example: a JSON body, or a prompt.</summary>
    public string Template => _form.Template;

    /// <summary>Whether that is a prompt, a text, rather than a body.</summary>
    public bool IsPrompt => _form.IsPrompt;

    /// <summary>What the last answer said, where it was a success.</summary>
    public ExampleAnswer Answer => _capture.Answer;

    /// <summary>Makes the next request.</summary>
    /// <param name="filled"><see cref="Template"/> with an example in it, as UTF-8; must stay as it is until the answer has come.</param>
    /// <returns>Why it cannot be asked, in words; null where it can.</returns>
    public string? Ask(ReadOnlyMemory<byte> filled)
    {
        _next = null;
        try
        {
            _next = _form.Write(filled);
            return null;
        }
        catch (FormatException e)
        {
            return "the example has no gRPC form: " + e.Message;
        }
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Nothing was asked.</exception>
    public override ServerRequest NextRequest()
    {
        _capture.Begin();
        return _next ?? throw new InvalidOperationException("Which example is asked about is said before.");
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => _form.NewReader(_check);

    /// <inheritdoc />
    public override ExampleExchange Twin() => new(_form, _question, _expected);
}
