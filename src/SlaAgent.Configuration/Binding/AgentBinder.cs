using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The Agent document to its contract.</summary>
internal sealed class AgentBinder(DocumentScope document, ConfigurationContext context)
{
    private static readonly string[] s_kinds = ["alertmanager", "webhook", "cloudEvents", "pagerDuty", "slack"];

    /// <summary>Names of all receivers written, those of later versions included.</summary>
    public static IReadOnlyList<string> ReceiverNames(DocumentScope? document) =>
        [.. (document?.Spec?.Items("receivers") ?? []).OfType<YamlMapping>().Select(r => r.Text("name")).OfType<string>()];

    public AgentSettings Bind()
    {
        var spec = document.Spec;
        var usual = new AgentSettings();
        var folder = document.Check.Folder;
        return new()
        {
            Name = document.Name ?? usual.Name,
            Position = spec.Text("position") switch
            {
                "sidecar" => AgentPosition.Sidecar,
                "outside" => AgentPosition.Outside,
                _ => context.DefaultPosition,
            },
            Ha = spec.Flag("ha"),
            LogLevel = spec?.Mapping("logging").Text("level") ?? usual.LogLevel,
            LogJson = spec?.Mapping("logging").Text("format") == "json",
            Listen = spec.Url("listen"),
            Web = Web(spec?.Mapping("web"), folder),
            ApiTokenFile = spec.File("apiTokenFile", folder),
            StateFolder = spec.File("state", folder),
            StateLimitBytes = spec.Size("stateLimit") ?? usual.StateLimitBytes,
            LedgerKeep = spec?.Mapping("ledger").Duration("keep") ?? usual.LedgerKeep,
            LedgerSigningKeyFile = spec?.Mapping("ledger").File("signingKeyFile", folder),
            TimeZone = spec.Text("timeZone") ?? usual.TimeZone,
            EvaluationInterval = spec?.Mapping("evaluation").Duration("interval") ?? usual.EvaluationInterval,
            Lifecycle = spec.Flag("lifecycle"),
            Watchdog = spec.Flag("watchdog"),
            Labels = spec.Labels("labels"),
            OtlpEndpoint = spec?.Mapping("otlp").Url("endpoint"),
            GenAi = spec?.Mapping("telemetry").Flag("genAi") ?? false,
            Receivers = Receivers(spec),
            Results = new ResultSinkBinder(document).Bind(spec),
        };
    }

    private WebSettings? Web(YamlMapping? map, string folder) =>
        map.File("configFile", folder) is { } file ? new WebBinder(file, map!.PlaceOf("configFile"), document.Check).Bind() : null;

    private EquatableArray<Receiver> Receivers(YamlMapping? spec)
    {
        var items = spec?.Items("receivers") ?? [];
        var path = DocumentScope.SpecPath.Key("receivers");
        var receivers = new List<Receiver>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping map && Receiver(map, path.Item(i)) is { } receiver)
            {
                receivers.Add(receiver);
            }
        }

        return [.. receivers];
    }

    private Receiver? Receiver(YamlMapping map, NodePath path)
    {
        if (map.Text("name") is not { } name || s_kinds.FirstOrDefault(map.Has) is not { } kind || map.Mapping(kind) is not { } settings)
        {
            return null;
        }

        var auth = CommonBinding.Auth(settings.Mapping("auth"), document.Check.Folder);
        var tls = CommonBinding.Tls(settings.Mapping("tls"), path.Key(kind).Key("tls"), document);
        var folder = document.Check.Folder;
        return kind switch
        {
            "webhook" => new Receiver.Webhook(name, settings.Url("url"), settings.File("urlFile", folder)) { Auth = auth, Tls = tls },
            "cloudEvents" => new Receiver.CloudEvents(name, settings.Url("url"), settings.File("urlFile", folder)) { Auth = auth, Tls = tls },
            "pagerDuty" => settings.File("routingKeyFile", folder) is { } key ? new Receiver.PagerDuty(name, key, settings.Url("url")) : null,
            "slack" => settings.File("webhookUrlFile", folder) is { } url ? new Receiver.Slack(name, url) : null,
            _ => Alertmanager(name, settings) with { Auth = auth, Tls = tls },
        };
    }

    private static Receiver.Alertmanager Alertmanager(string name, YamlMapping settings)
    {
        var urls = settings.Texts("urls").Select(u => Uri.TryCreate(u, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>();
        return new Receiver.Alertmanager(name, [.. urls])
        {
            ReplayDelay = settings.Duration("replayDelay") ?? Core.Contracts.Receiver.Alertmanager.DefaultReplayDelay,
        };
    }
}
