using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads an answer of which nothing is known but what the user expects.</summary>
internal sealed class PlainReader(ExpectationCheck expectation) : ResponseReader(expectation)
{
    /// <inheritdoc />
    protected override Answer Judge()
    {
        if (Problem() is { } problem)
        {
            return Fault(Outcome.InvalidResponse, problem);
        }

        return new Answer { Outcome = Outcome.Success, Text = Shown() };
    }

    private string? Problem()
    {
        if (!Expectation.ReadsJson)
        {
            return Unmet(null, null, null) ?? Expectation.TokenFailure(null);
        }

        using var document = JsonBody.Read(Body, out var problem);
        return Unmet(document, problem, null) ?? Expectation.TokenFailure(null);
    }
}
