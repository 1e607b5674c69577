using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>The header that proves who the agent is, its secret read anew; it throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where that cannot be read.</summary>
internal delegate KeyValuePair<string, string> ReadHeader(Authentication authentication);
