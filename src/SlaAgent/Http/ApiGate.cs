namespace SlaAgent.Http;

/// <summary>The deployment gates that were asked for. <c>gate</c> is <c>open</c>, <c>closed</c> or <c>unknown</c>; <c>open</c> says whether whoever asked may go on.</summary>
internal sealed record ApiGate(string Gate, bool Open, string Reason, IReadOnlyList<ApiAgreementGate> Gates);
