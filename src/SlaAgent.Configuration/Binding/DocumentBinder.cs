using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Shapes;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>All documents to one configuration: shapes first, then what they say of each other.</summary>
internal sealed class DocumentBinder(ConfigurationContext context, DiagnosticBag bag, List<LaterFeature> later, ReferencedFiles files)
{
    /// <summary>What is in the data sets that were read.</summary>
    public EquatableArray<DataSetSummary> DataSets { get; private set; }

    public AgentConfiguration Bind(IReadOnlyList<YamlDocument> texts)
    {
        var documents = texts.Select(CheckShape).OfType<DocumentScope>().ToList();
        CheckNames(documents);
        var agent = documents.FirstOrDefault(d => d.Kind == Documents.Agent);
        CheckSingleAgent(documents);
        var settings = agent is null
            ? new AgentSettings { Position = context.DefaultPosition }
            : new AgentBinder(agent, context).Bind();
        var services = BindServices(documents, settings.TimeZone);
        DataSets = [.. services.Values.OrderBy(s => s.Name, StringComparer.Ordinal).SelectMany(s => s.Probes).Select(p => p.Data).OfType<DataSetSummary>()];
        var world = new World(services, AgentBinder.ReceiverNames(agent), settings.Position) { TimeZone = settings.TimeZone };
        var agreements = documents.Where(d => d.Kind == Documents.Agreement).Select(d => new AgreementBinder(d, world).Bind()).OfType<BoundAgreement>().ToList();
        AgreementWarnings.Run(agreements);
        return new(
            settings,
            [.. services.Values.Select(s => s.Service).OfType<ModelService>().OrderBy(s => s.Name, StringComparer.Ordinal)],
            [.. agreements.Select(a => a.Agreement)
                .Where(a => services.TryGetValue(a.Service, out var service) && service.Service is not null)
                .OrderBy(a => a.Name, StringComparer.Ordinal)]);
    }

    private Dictionary<string, BoundService> BindServices(List<DocumentScope> documents, string timeZone)
    {
        var services = new Dictionary<string, BoundService>(StringComparer.Ordinal);
        foreach (var document in documents.Where(d => d.Kind == Documents.ModelService))
        {
            if (new ServiceBinder(document, context, timeZone).Bind() is { } service)
            {
                services.TryAdd(service.Name, service);
            }
        }

        return services;
    }

    private DocumentScope? CheckShape(YamlDocument text)
    {
        if (text.Root is not YamlMapping root)
        {
            bag.Error(text.Root.At, "", $"this document is {text.Root.Description}; a document is a mapping with apiVersion, kind, metadata and spec");
            return null;
        }

        var check = new ShapeCheck(bag, later, files, text.Folder);
        if (root.Text("apiVersion") is { } version && version.StartsWith("openslo", StringComparison.OrdinalIgnoreCase))
        {
            OpenSloDocument.Check(root, check);
            return null;
        }

        if (!root.Has("kind") && WebShapes.File.Keys.Any(k => root.Has(k.Name)))
        {
            bag.Error(root.At, "", "this is a web configuration, not a document; name it in spec.web.configFile of the Agent, and give it another ending than .yaml and .yml, or a folder of its own");
            return null;
        }

        if (root.Scalar("kind") is not { } kind || !kind.Is(ScalarType.Text))
        {
            bag.Error(root.PlaceOf("kind"), "kind", $"missing; one of: {string.Join(", ", Documents.Kinds.Keys)}");
            return null;
        }

        if (!Documents.Kinds.TryGetValue(kind.Text, out var shape))
        {
            bag.Error(kind.At, "kind", $"there is no kind {Echo.Value(kind)}; {NearestName.Hint(kind.FromEnvironment ? "" : kind.Text, [.. Documents.Kinds.Keys])}");
            return null;
        }

        shape.Check(root, NodePath.Root, check);
        return new(root, kind.Text, check);
    }

    private void CheckNames(List<DocumentScope> documents)
    {
        var taken = new Dictionary<(string, string), Position>();
        foreach (var document in documents)
        {
            if (document.Name is { } name && !taken.TryAdd((document.Kind, name), document.Metadata!.PlaceOf("name")))
            {
                var first = taken[(document.Kind, name)];
                var scalar = document.Metadata.Scalar("name")!;
                bag.Error(scalar.At, "metadata.name", $"there is already a {document.Kind} {Echo.Value(scalar)}, at {first.File}:{first.Line}; give each its own name");
            }
        }
    }

    private void CheckSingleAgent(List<DocumentScope> documents)
    {
        var agents = documents.Where(d => d.Kind == Documents.Agent).ToList();
        foreach (var more in agents.Skip(1))
        {
            var first = agents[0].Root.At;
            bag.Error(more.Root.PlaceOf("kind"), "kind", $"there is already an Agent, at {first.File}:{first.Line}; there is at most one");
        }
    }
}
