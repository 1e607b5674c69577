using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration;

/// <summary>Collects findings; nothing that is found stops the search.</summary>
internal sealed class DiagnosticBag
{
    private readonly HashSet<Diagnostic> _seen = [];

    public int Count => _seen.Count;

    public bool HasErrors { get; private set; }

    public void Error(Position at, NodePath path, string message) => Error(at, path.ToString(), message);

    public void Error(Position at, string path, string message)
    {
        HasErrors = true;
        _seen.Add(new(DiagnosticSeverity.Error, at.File, at.Line, at.Column, path, message));
    }

    public void Warn(Position at, NodePath path, string message) =>
        _seen.Add(new(DiagnosticSeverity.Warning, at.File, at.Line, at.Column, path.ToString(), message));

    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _seen.OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column)
            .ThenBy(d => d.Path, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal)];
}
