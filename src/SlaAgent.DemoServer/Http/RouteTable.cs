using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Http;

/// <summary>Finds who answers a request. Written out because it is short, and AOT needs no route builder then.</summary>
internal sealed class RouteTable
{
    private readonly ErrorForm _fallback;
    private readonly ImmutableArray<(PathPattern Pattern, Route Route, ErrorForm Errors)> _entries;

    /// <summary>A table of groups; what nothing answers is told in the first one's form.</summary>
    public RouteTable(ImmutableArray<RouteGroup> groups)
    {
        _fallback = groups[0].Errors;
        _entries = [.. groups.SelectMany(group => group.Routes.Select(route => (new PathPattern(route.Pattern), route, group.Errors)))];
    }

    /// <summary>The one that answers, or the problem that nobody does.</summary>
    public RouteMatch Find(string method, string path)
    {
        var segments = path.Split('/');
        RouteMatch? other = null;
        foreach (var (pattern, route, errors) in _entries)
        {
            if (!pattern.Matches(segments, out var model, out var version))
            {
                continue;
            }

            if (route.Method == method)
            {
                return new RouteMatch(route, errors, Problem.NotFound, model, version);
            }

            other ??= new RouteMatch(null, errors, Problem.MethodNotAllowed, model, version);
        }

        return other ?? new RouteMatch(null, _fallback, Problem.NotFound, null, null);
    }
}
