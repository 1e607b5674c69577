namespace SlaAgent.Configuration.Shapes;

/// <summary>The kinds of documents there are.</summary>
internal static class Documents
{
    public const string ApiVersion = "slaagent.io/v1";

    public const string ModelService = "ModelService";

    public const string Agreement = "ServiceLevelAgreement";

    public const string Agent = "Agent";

    public static readonly IReadOnlyDictionary<string, ObjectShape> Kinds = new Dictionary<string, ObjectShape>(StringComparer.Ordinal)
    {
        [ModelService] = Document(ModelService, ServiceShapes.Spec, isOptional: false),
        [Agreement] = Document(Agreement, AgreementShapes.Spec, isOptional: false),
        [Agent] = Document(Agent, AgentShapes.Spec, isOptional: true),
    };

    private static ObjectShape Document(string kind, ObjectShape spec, bool isOptional) => new(
        new KeyShape("apiVersion", Scalars.OneOf(ApiVersion), "Version of this form.", Example: ApiVersion) { Required = true },
        new KeyShape("kind", Scalars.OneOf(kind), "What the document describes.", Example: kind) { Required = true },
        new KeyShape("metadata", CommonShapes.Metadata, "Name and labels.", Example: "{ name: … }") { Required = !isOptional },
        new KeyShape("spec", spec, "What it says.", Example: "{ … }") { Required = !isOptional })
    {
        FreeKeys = true,
    };
}
