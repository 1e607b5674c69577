using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Generation;

/// <summary>An answer on its way: what identifies it, what was asked, what was generated, and how long that took.</summary>
internal sealed record TextAnswer(long Number, DateTimeOffset Created, string Model, TextRequest Request, GeneratedText Text, ServingRequest Serving);
