using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A ModelService document to its contract.</summary>
/// <param name="document">The document.</param>
/// <param name="context">What reading takes from the outside.</param>
/// <param name="timeZone">The agent's time zone.</param>
internal sealed class ServiceBinder(DocumentScope document, ConfigurationContext context, string timeZone)
{
    public BoundService? Bind()
    {
        if (document.Spec is not { } spec || document.Name is not { } name)
        {
            return null;
        }

        var preset = FindPreset(spec, out var isKnown);
        CheckUrl(spec, preset);
        var overrides = new PresetBinder(document, preset).Bind(spec);
        var platform = preset?.Variables is { } variables ? new PlatformAddress(document, variables, context.Environment) : null;
        overrides = platform is null ? overrides : platform.Fill(spec, overrides);
        var reach = preset is null ? null : PresetReach.With(preset, overrides, spec.Has("model"));
        if (preset is { NeedsModel: true } && !spec.Has("model"))
        {
            document.Error(spec.At, DocumentScope.SpecPath.Key("model"), $"missing; the preset {preset.Id} needs the model's name on the server");
        }

        if (IsGrpc(spec))
        {
            HttpOnly.Refuse(document, spec, DocumentScope.SpecPath, "preset");
        }

        var probes = new ProbeBinder(document, reach, overrides, timeZone, IsGrpc(spec)).BindAll(spec);
        if (!spec.Has("probes") && !spec.Has("traffic") && !spec.Has("feedback"))
        {
            document.Error(spec.At, DocumentScope.SpecPath.Key("probes"), "missing; write what is asked of the service, or traffic for the requests of its users alone");
        }

        var reading = new TrafficBinder(document, context);
        var traffic = reading.Bind(spec);
        preset = preset is null ? null : TrafficBinder.With(preset, traffic);
        reading.Check(spec, preset, traffic, IsGrpc(spec));
        var feedback = FeedbackBinder.Bind(document, spec.Mapping("feedback"), DocumentScope.SpecPath.Key("feedback"));
        SaturationCheck.Run(document, spec, preset);
        var address = platform is not null && !spec.Has("url") ? platform.Url(spec) : spec.Url("url");
        var service = isKnown && preset is not null && address is { } url
            ? Contract(spec, name, preset, url, probes) with { Traffic = traffic, Feedback = feedback }
            : null;
        return new(name, preset, probes, traffic, service) { Feedback = feedback };
    }

    private PresetCapabilities? FindPreset(YamlMapping spec, out bool isKnown)
    {
        isKnown = false;
        if (spec.Scalar("server") is not { } written || !written.Is(ScalarType.Text) || written.Text.Length == 0)
        {
            return null;
        }

        var path = DocumentScope.SpecPath.Key("server");
        if (context.Presets.TryGetValue(written.Text, out var preset))
        {
            isKnown = true;
            return preset;
        }

        var names = context.Presets.Keys.Order(StringComparer.Ordinal).ToList();
        var nearest = written.FromEnvironment ? null : NearestName.Of(written.Text, names);
        document.Error(written.At, path, $"there is no preset {Echo.Value(written)}; " + (nearest is null ? $"one of: {string.Join(", ", names)}" : $"did you mean '{nearest}'?"));

        // What is wrong by the preset that was meant is said in the same round.
        return !written.FromEnvironment && NearestName.OnlyOne(written.Text, names) is { } meant ? context.Presets[meant] : null;
    }

    private void CheckUrl(YamlMapping spec, PresetCapabilities? preset)
    {
        if (preset?.ApiRoot is { } root && spec.Url("url")?.AbsolutePath.TrimEnd('/').EndsWith(root, StringComparison.Ordinal) == true)
        {
            // What client libraries want as their base address is one part too long here, and every probe would get a 404.
            document.Error(spec.PlaceOf("url"), DocumentScope.SpecPath.Key("url"), $"leave out {root} at the end: the paths of the preset {preset.Id} begin with it");
        }

        if (preset is not null && spec.Url("url") is { } address && (IsGrpc(spec) ? GrpcProblem(preset, address) : HttpProblem(preset)) is { } problem)
        {
            document.Error(spec.PlaceOf("url"), DocumentScope.SpecPath.Key("url"), problem);
        }
    }

    private static bool IsGrpc(YamlMapping spec) => spec.Url("url") is { Scheme: "grpc" or "grpcs" };

    private static string? HttpProblem(PresetCapabilities preset) =>
        preset.HasHttp ? null : $"the preset {preset.Id} asks over gRPC only; write grpc or grpcs";

    private static string? GrpcProblem(PresetCapabilities preset, Uri address)
    {
        if (!preset.HasGrpc)
        {
            return $"the preset {preset.Id} has no gRPC form; write http or https";
        }

        if (address.Port <= 0)
        {
            return "a gRPC address needs its port (often 8081 at KServe and MLServer, 8001 at Triton)";
        }

        return address.AbsolutePath is "" or "/" ? null : "a gRPC address has no path: the call names its service";
    }

    private ModelService Contract(YamlMapping spec, string name, PresetCapabilities preset, Uri url, IReadOnlyList<BoundProbe> probes) => new()
    {
        Name = name,
        Labels = document.Metadata.Labels("labels"),
        Server = preset.Id,
        Url = url,
        Model = spec.Text("model"),
        ModelVersion = spec.Text("modelVersion"),
        Connection = spec.Text("connection") == "fresh" ? ConnectionReuse.Fresh : ConnectionReuse.Reused,
        Host = spec.Text("host"),
        AddressFamily = spec.Text("addressFamily") switch
        {
            "ipv4" => AddressFamilyPreference.IPv4,
            "ipv6" => AddressFamilyPreference.IPv6,
            _ => AddressFamilyPreference.Any,
        },
        Timeouts = new(
            spec.Mapping("timeouts").Duration("connect"), spec.Mapping("timeouts").Duration("firstByte"), spec.Mapping("timeouts").Duration("stall")),
        Auth = CommonBinding.Auth(spec.Mapping("auth"), document.Check.Folder),
        Tls = CommonBinding.Tls(spec.Mapping("tls"), DocumentScope.SpecPath.Key("tls"), document),
        Headers = spec.Labels("headers"),
        Saturation = Saturation(spec.Mapping("saturation")),
        Down = Down(spec.Mapping("down")),
        Probes = [.. probes.Select(p => p.Probe).OfType<Probe>()],
        Loads = [.. probes.Select(p => p.Load).OfType<LoadProbe>()],
        Evaluations = [.. probes.Select(p => p.Evaluation).OfType<EvaluationProbe>()],
    };

    private static SaturationPolicy Saturation(YamlMapping? map)
    {
        var usual = new SaturationPolicy();
        return new(map?.Has("backOff") != true || map.Flag("backOff"), map.Duration("maxWait") ?? usual.MaxWait, map.Integer("waiting"));
    }

    private static DownPolicy Down(YamlMapping? map)
    {
        var usual = new DownPolicy();
        return new(map.Integer("after") ?? usual.After, map.Integer("up") ?? usual.Up, map.Duration("startupGrace") ?? usual.StartupGrace);
    }
}
