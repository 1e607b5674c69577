namespace SlaAgent.DemoServer.Http;

/// <summary>A problem on its way to the client.</summary>
internal readonly record struct Failure(Problem Problem, int Status, string Message);
