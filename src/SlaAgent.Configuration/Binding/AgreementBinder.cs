using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A ServiceLevelAgreement document to its contract.</summary>
internal sealed class AgreementBinder(DocumentScope document, World world)
{
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(30);

    private static readonly TimeSpan s_defaultLongestPause = TimeSpan.FromHours(24);

    public BoundAgreement? Bind()
    {
        if (document.Spec is not { } spec)
        {
            return null;
        }

        var service = FindService(spec);
        var (window, calendar) = BoundWindow.Bind(spec, world.TimeZone);
        var scope = Scope(spec);
        var objectives = new ObjectiveBinder(document, service, window).BindAll(spec);
        var preconditions = new PreconditionBinder(document).BindAll(spec);
        var alerting = new AlertingBinder(document, world.Receivers, scope).Bind(spec, objectives, window);
        var exclusions = new ExclusionBinder(document, world.TimeZone).BindAll(spec, [.. objectives.Select(o => o.Name).OfType<string>()]);
        var consequences = new ConsequenceBinder(document, world.Receivers, scope).Bind(spec, objectives);
        if (document.Name is not { } name || spec.Text("service") is not { } serviceName)
        {
            return null;
        }

        return new(
            document,
            new()
            {
                Name = name,
                Labels = document.Metadata.Labels("labels"),
                Service = serviceName,
                Audience = spec.Text("audience") == "external" ? Audience.External : Audience.Internal,
                Provider = spec.Text("provider"),
                Consumer = spec.Text("consumer"),
                Description = spec.Text("description"),
                Scope = scope,
                Window = window,
                Calendar = calendar,
                Objectives = [.. objectives.Select(o => o.Objective).OfType<Objective>()],
                Exclusions = exclusions,
                Preconditions = preconditions,
                Notice = spec.Duration("notice") ?? TimeSpan.Zero,
                LongestPause = spec.Mapping("pauses").Duration("longest") ?? s_defaultLongestPause,
                Alerting = alerting,
                Consequences = consequences,
            },
            objectives);
    }

    private BoundService? FindService(YamlMapping spec)
    {
        if (spec.Scalar("service") is not { } name || !name.Is(ScalarType.Text) || world.Services.TryGetValue(name.Text, out var service))
        {
            return spec.Text("service") is { } known ? world.Services.GetValueOrDefault(known) : null;
        }

        document.Error(name.At, DocumentScope.SpecPath.Key("service"), $"there is no ModelService {Echo.Value(name)}; {NearestName.Hint(name.FromEnvironment ? "" : name.Text, [.. world.Services.Keys.Order(StringComparer.Ordinal)])}");
        return null;
    }

    private AgreementScope Scope(YamlMapping spec) => spec.Text("scope") switch
    {
        "service" => AgreementScope.Service,
        "replica" => AgreementScope.Replica,
        "fleet" => AgreementScope.Fleet,
        _ => world.Position == AgentPosition.Sidecar ? AgreementScope.Replica : AgreementScope.Service,
    };
}
