using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Http;

/// <summary>What every endpoint works with.</summary>
internal sealed record ServerParts(TimeProvider Time, FaultSwitch Faults, DemoServerOptions Options);
