using System.Net;

namespace SlaAgent.Probing;

/// <summary>Finds the addresses of a host, in the order in which they are to be tried.</summary>
/// <param name="host">The name.</param>
/// <param name="cancellationToken">Ends the wait.</param>
/// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
internal delegate Task<IPAddress[]> AddressResolver(string host, CancellationToken cancellationToken);
