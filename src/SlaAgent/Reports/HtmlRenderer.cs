using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SlaAgent.Reports;

/// <summary>Writes a document as one HTML file that needs no network and runs no script. Its policy allows its own style sheet and nothing else.</summary>
internal static class HtmlRenderer
{
    private static readonly string PolicyText = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ReportStyle.Sheet)))}'; base-uri 'none'; form-action 'none'";

    /// <summary>What the page may do, for a header too.</summary>
    public static string Policy => PolicyText;

    public static string Write(ReportDocument document)
    {
        var html = new StringBuilder(64 * 1024);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Markup.Escape(Policy)}\"/>\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Escape(document.Title)}</title>\n<style>{ReportStyle.Sheet}</style>\n</head>\n<body>\n{ReportStyle.Patterns}\n<main>\n<header>\n<h1>{Markup.Escape(document.Title)}</h1>\n");
        foreach (var line in document.Subtitle)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"sub\">{Markup.Escape(line)}</p>\n");
        }

        html.Append("</header>\n");
        foreach (var section in document.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Markup.Escape(section.Title)}</h2>\n");
            foreach (var block in section.Blocks)
            {
                Write(html, block);
            }

            html.Append("</section>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Paragraph(var text):
                html.Append(CultureInfo.InvariantCulture, $"<p>{Markup.Escape(text)}</p>\n");
                break;
            case ReportBlock.Bullets(var items):
                html.Append("<ul>\n").AppendJoin("", items.Select(item => $"<li>{Markup.Escape(item)}</li>\n")).Append("</ul>\n");
                break;
            case ReportBlock.Tiles(var items):
                Write(html, items);
                break;
            case ReportBlock.Table table:
                Write(html, table);
                break;
            case ReportBlock.Figure figure:
                html.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption>{Markup.Escape(figure.Caption)}</figcaption>\n{figure.Svg}\n<details>\n<summary>The chart in figures</summary>\n");
                Write(html, figure.Figures);
                html.Append("</details>\n</figure>\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block));
        }
    }

    private static void Write(StringBuilder html, IReadOnlyList<ReportTile> tiles)
    {
        html.Append("<div class=\"tiles\">\n");
        foreach (var tile in tiles)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"tile {tile.Tone}\"><span>{Markup.Escape(tile.Label)}</span><strong>{Markup.Escape(tile.Value)}</strong><span>{Markup.Escape(tile.Detail)}</span></div>\n");
        }

        html.Append("</div>\n");
    }

    private static void Write(StringBuilder html, ReportBlock.Table table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\"><table>\n<caption>{Markup.Escape(table.Caption)}</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Class(column)}>{Markup.Escape(column.Title)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td{Class(table.Columns[i])}>{Markup.Escape(row[i])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    private static string Class(ReportColumn column) => column.IsNumber ? " class=\"n\"" : "";
}
