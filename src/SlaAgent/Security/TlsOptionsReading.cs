using System.Net.Security;

namespace SlaAgent.Security;

/// <summary>Options for one handshake, or why there are none.</summary>
/// <param name="Options">The options; null where a file of them cannot be used.</param>
/// <param name="Error">One line naming the file and what is wrong with it; null where there are options.</param>
internal readonly record struct TlsOptionsReading(SslClientAuthenticationOptions? Options, string? Error);
