using System.Diagnostics;
using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>What is known of a probe when it starts.</summary>
/// <param name="ScheduledAt">When it was meant to start.</param>
/// <param name="Delay">How late it starts.</param>
/// <param name="Trace">Its span's context; the default for none.</param>
internal readonly record struct ProbeStart(Instant ScheduledAt, TimeSpan Delay, ActivityContext Trace);
