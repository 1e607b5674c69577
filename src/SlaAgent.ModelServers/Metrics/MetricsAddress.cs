using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Where a server shows its metrics.</summary>
internal static class MetricsAddress
{
    /// <summary>The address that <paramref name="traffic"/> gives; else the usual one for the kind of server, beside the service's own.</summary>
    public static Uri Of(Uri service, TrafficSettings traffic, MetricsMapping mapping)
    {
        if (traffic.MetricsUrl is { } given)
        {
            return given;
        }

        var secure = service.Scheme is "https" or "grpcs";
        var path = mapping.Port is null ? service.AbsolutePath.TrimEnd('/') + mapping.Path : mapping.Path;
        return new UriBuilder(secure ? "https" : "http", service.Host, mapping.Port ?? service.Port, path).Uri;
    }
}
