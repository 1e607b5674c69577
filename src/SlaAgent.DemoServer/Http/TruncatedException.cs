namespace SlaAgent.DemoServer.Http;

/// <summary>
/// Ends an answer in its middle: thrown up to the web server, which then closes the connection after what was written, where
/// an abort would take back what the client has not read yet.
/// </summary>
internal sealed class TruncatedException() : Exception("The answer is cut short (a fault was asked for).");
