namespace SlaAgent.Probing;

internal sealed partial class MistakeReport
{
    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Probe {Service}/{Probe} broke in the agent; counted as agent_error, as were {Unsaid} probes since the last such line")]
        public static partial void Broken(ILogger logger, string service, string probe, long unsaid, Exception exception);
    }
}
