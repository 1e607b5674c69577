namespace SlaAgent.ModelServers.Detection;

/// <summary>Asks another port of the server's machine one question with GET, once, without credentials: they are the service's own.</summary>
/// <param name="port">The port.</param>
/// <param name="path">Path.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>What was said; null where nothing came that is an answer.</returns>
public delegate Task<ServerReply?> AskBeside(int port, string path, CancellationToken cancellation);
