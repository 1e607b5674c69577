using System.Net;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Makes the client for one address of a receiver; where <paramref name="pinned"/> is given, it connects there whatever the name says.</summary>
internal delegate HttpClient CreateClient(Receiver receiver, IPAddress? pinned);
