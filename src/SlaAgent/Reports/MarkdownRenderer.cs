using System.Globalization;
using System.Text;

namespace SlaAgent.Reports;

/// <summary>Writes a document as Markdown (GitHub's, for the tables). Charts are written as the tables that say the same.</summary>
internal static class MarkdownRenderer
{
    private const string Special = "\\`*_[]<>|#~$!&";

    public static string Write(ReportDocument document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Escape(document.Title)}\n\n");
        text.AppendJoin("\\\n", document.Subtitle.Select(Escape)).Append('\n');
        foreach (var section in document.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Escape(section.Title)}\n");
            foreach (var block in section.Blocks)
            {
                text.Append('\n');
                Write(text, block);
            }
        }

        return text.ToString();
    }

    /// <summary>Text that Markdown shows as it is.</summary>
    public static string Escape(string text) => string.Concat(Markup.Plain(text).Select(character => Special.Contains(character, StringComparison.Ordinal) ? "\\" + character : character.ToString()));

    private static void Write(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Paragraph(var words):
                text.Append(Escape(words)).Append('\n');
                break;
            case ReportBlock.Bullets(var items):
                text.AppendJoin("", items.Select(item => $"- {Escape(item)}\n"));
                break;
            case ReportBlock.Tiles(var items):
                text.AppendJoin("", items.Select(tile => $"- **{Escape(tile.Label)}**: {Escape(tile.Value)} ({Escape(tile.Detail)})\n"));
                break;
            case ReportBlock.Table table:
                Write(text, table, table.Caption);
                break;
            case ReportBlock.Figure figure:
                Write(text, figure.Figures, $"{figure.Caption}. {figure.Figures.Caption}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block));
        }
    }

    private static void Write(StringBuilder text, ReportBlock.Table table, string caption)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Escape(caption)}:\n\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(column => Escape(column.Title))).Append(" |\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(column => column.IsNumber ? "---:" : "---")).Append(" |\n");
        foreach (var row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Escape)).Append(" |\n");
        }
    }
}
