namespace SlaAgent.DemoServer.Http;

/// <summary>Something that is answered.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path, with <c>{model}</c> and <c>{version}</c> where names go.</param>
/// <param name="Answer">Answers it.</param>
internal sealed record Route(string Method, string Pattern, Func<RequestCall, Task> Answer);
