using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Containers as cloud platforms want them.</summary>
internal static class PlatformServers
{
    private static readonly HealthQuestion AzureHealth = new("/") { Contains = "Healthy", NotReady = [503] };

    // A container answers with predictions alone; the endpoint in front of it adds which model it was.
    private static readonly AnswerFields Vertex = new() { Error = ["$.error"], Version = ["$.deployedModelId", "$.modelVersionId"] };

    /// <summary>All of them.</summary>
    public static Preset[] All =>
    [
        new()
        {
            Id = "sagemaker",
            Live = new("/ping"),
            Ready = new("/ping") { NotReady = [503] },
            Endpoints = [new() { Path = "/invocations", Endings = ["/invocations"], Body = new(AnswerRule.Any) { BareNumbers = true } }],
        },
        new()
        {
            Id = "vertex",
            Live = new((string?)null) { Connect = true },
            Ready = new((string?)null) { NotReady = [503] },
            Endpoints =
            [
                new()
                {
                    Body = new(AnswerRule.Json) { Expected = "predictions", Requires = ["$.predictions"], Fields = Vertex, BareNumbers = true },
                },
            ],
            Variables = new("AIP_HTTP_PORT", "AIP_HEALTH_ROUTE", "AIP_PREDICT_ROUTE"),
        },
        new()
        {
            Id = "azureml",
            Live = AzureHealth,
            Ready = AzureHealth,
            Endpoints =
            [
                new()
                {
                    Path = "/score",
                    Endings = ["/score"],
                    // The user's own code may fail under any status.
                    Body = new(AnswerRule.Any) { FailedHeader = "x-ms-run-function-failed", BareNumbers = true },
                },
            ],
        },
    ];
}
