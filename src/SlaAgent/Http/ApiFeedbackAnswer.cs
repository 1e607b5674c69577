namespace SlaAgent.Http;

/// <summary>What became of feedback that was sent.</summary>
internal sealed record ApiFeedbackAnswer(string Service, int Created, int Completed, int Corrected, int Unchanged, int Rejected, IReadOnlyList<ApiFeedbackRefusal> Rejections);
