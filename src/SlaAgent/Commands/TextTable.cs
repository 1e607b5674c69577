using System.Text;

namespace SlaAgent.Commands;

/// <summary>Columns of text, aligned, for a terminal.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [headers];

    /// <summary>Adds a row. Cells hold what servers said: a line break or an escape sequence in one must not reach the terminal.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Plain)]);

    public override string ToString()
    {
        var widths = new int[_rows.Max(r => r.Length)];
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Plain(string cell) => cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c)) : cell;
}
