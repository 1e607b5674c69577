namespace SlaAgent.DemoServer.Http;

/// <summary>How a dialect answers a problem.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">Its words, with <c>{0}</c> where the model's name goes; null for the words of whoever found the problem.</param>
internal sealed record ErrorCase(int Status, string? Message = null);
