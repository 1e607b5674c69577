namespace SlaAgent.Hosting;

internal sealed partial class ConfigurationReloader
{
    [LoggerMessage(LogLevel.Error, "configuration refused: {Obstacle}")]
    private partial void RefusedBecause(string obstacle);

    [LoggerMessage(LogLevel.Error, "the configuration files were not put in force; what was in force before goes on")]
    private partial void Refused();

    [LoggerMessage(LogLevel.Information, "configuration in force: {Services} services, {Agreements} agreements")]
    private partial void Applied(int services, int agreements);
}
