namespace SlaAgent.ModelServers.Detection;

/// <summary>Asks a server one question, once: no retry, no redirect, bounded in time and size.</summary>
/// <param name="method">HTTP method.</param>
/// <param name="path">Path relative to the server's address.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>What it said; null where nothing came that is an answer.</returns>
public delegate Task<ServerReply?> AskServer(string method, string path, CancellationToken cancellation);
