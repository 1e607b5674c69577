namespace SlaAgent.Reports;

/// <summary>A part of a section. All text is plain: whoever writes it out escapes it.</summary>
internal abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : ReportBlock;

    /// <summary>A list.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : ReportBlock;

    /// <summary>A table; cells that hold figures are aligned at the right.</summary>
    public sealed record Table(string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock;

    /// <summary>A few results in large type.</summary>
    public sealed record Tiles(IReadOnlyList<ReportTile> Items) : ReportBlock;

    /// <summary>A chart, and the table that says the same.</summary>
    /// <param name="Caption">What it shows.</param>
    /// <param name="Svg">The drawing, as markup.</param>
    /// <param name="Figures">The same in figures.</param>
    public sealed record Figure(string Caption, string Svg, Table Figures) : ReportBlock;
}
