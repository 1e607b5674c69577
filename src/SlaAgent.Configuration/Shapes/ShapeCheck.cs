using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>Where the findings about one document go.</summary>
/// <param name="Bag">Findings.</param>
/// <param name="Later">Features of later versions that were met.</param>
/// <param name="Files">Files that were named.</param>
/// <param name="Folder">Folder against which relative paths are meant.</param>
internal sealed record ShapeCheck(DiagnosticBag Bag, List<LaterFeature> Later, ReferencedFiles Files, string Folder)
{
    /// <summary>Whether the value is inside a feature that is already listed as a later one.</summary>
    public bool InsideLater { get; init; }

    public void NotYet(Position at, NodePath path, string detail = "")
    {
        if (!InsideLater)
        {
            Later.Add(new(at.File, at.Line, at.Column, path.ToString(), detail));
        }
    }
}
