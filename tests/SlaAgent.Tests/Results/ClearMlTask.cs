namespace SlaAgent.Tests.Results;

/// <summary>A task as ClearML keeps it; an event sent again replaces itself.</summary>
internal sealed class ClearMlTask(string id, string project, string name, string[] tags)
{
    public string Id => id;

    public string Project => project;

    public string Name => name;

    public IReadOnlyList<string> Tags => tags;

    public string Status { get; set; } = "created";

    public Dictionary<string, double> Events { get; } = [];

    public Dictionary<string, string> Parameters { get; } = [];
}
