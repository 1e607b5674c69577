using SlaAgent.DemoServer.Generation;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>An answer on its way: what identifies it, what was asked, and what was generated.</summary>
internal sealed record Completion(string Id, long Created, bool IsChat, CompletionRequest Request, GeneratedText Generated);
