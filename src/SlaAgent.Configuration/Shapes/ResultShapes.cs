namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.results</c> of an Agent.</summary>
internal static class ResultShapes
{
    public static readonly ObjectShape Sink = new(
        new KeyShape("name", Scalars.Name, "Unique among them.", Example: "tracking") { Required = true },
        new KeyShape("mlflow", Mlflow(), "An MLflow tracking server: a run for each result."),
        new KeyShape("clearml", ClearMl(), "A ClearML server: a task for each result."),
        new KeyShape("jsonl", Jsonl(), "A file with a JSON object a line."))
    {
        Rules = [KeyRule.ExactlyOne("mlflow", "clearml", "jsonl")],
    };

    private static ObjectShape Mlflow() => new(
        new KeyShape("url", Scalars.Url, "Base address of the tracking server.", Example: "http://mlflow:5000") { Required = true },
        new KeyShape("experiment", Scalars.Text, "Name of the experiment; made where there is none.", "slaagent", "model-quality"),
        new KeyShape("auth", CommonShapes.Auth, "How the agent proves who it is."),
        new KeyShape("tls", CommonShapes.Tls, "TLS settings.", "the system's"));

    private static ObjectShape ClearMl() => new(
        new KeyShape("url", Scalars.Url, "Base address of the API server.", Example: "http://clearml:8008") { Required = true },
        new KeyShape("project", Scalars.Text, "Name of the project; made where there is none.", "slaagent", "model-quality"),
        new KeyShape("accessKeyFile", Scalars.SecretFile, "File with the access key.", Example: "/run/secrets/clearml-access") { Required = true },
        new KeyShape("secretKeyFile", Scalars.SecretFile, "File with the secret key.", Example: "/run/secrets/clearml-secret") { Required = true },
        new KeyShape("tls", CommonShapes.Tls, "TLS settings.", "the system's"));

    private static ObjectShape Jsonl() => new(
        new KeyShape("path", Scalars.Text, "The file; relative to the YAML file. Its folder must be there, and the agent must be able to write in it.", Example: "/var/log/slaagent/results.jsonl") { Required = true },
        new KeyShape("maxSize", Scalars.Size, "Size from which on the file is set aside as PATH.1, in the place of the one before.", "16MiB", "16MiB"));
}
