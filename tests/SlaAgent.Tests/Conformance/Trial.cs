using SlaAgent.Core.Samples;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.Tests.Conformance;

/// <summary>One probe of one subject in one situation.</summary>
/// <param name="Subject">Who was asked.</param>
/// <param name="Question">What.</param>
/// <param name="Situation">In which situation.</param>
/// <param name="Result">What the agent says came of it.</param>
/// <param name="Received">How many requests the server got meanwhile.</param>
/// <param name="Served">The inferences among them, as the server itself measured them.</param>
internal sealed record Trial(Subject Subject, Question Question, Situation Situation, ProbeResult Result, long Received, IReadOnlyList<ServedRequest> Served)
{
    public override string ToString() => $"{Subject.Title}, {Question}, {Situation.Name}: {Result.Outcome.Name()} ({Result.Detail})";
}
