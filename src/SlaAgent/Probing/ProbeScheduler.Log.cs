namespace SlaAgent.Probing;

internal sealed partial class ProbeScheduler
{
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The agent stood still: {Count} probe starts passed unrecorded, beyond those reported as skipped")]
        public static partial void BeyondBound(ILogger logger, long count);
    }
}
