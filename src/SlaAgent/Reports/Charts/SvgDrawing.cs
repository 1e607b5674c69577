using System.Globalization;
using System.Text;

namespace SlaAgent.Reports.Charts;

/// <summary>A drawing in the markup of SVG 1.1, for the middle of a page whose style sheet has its classes. It has a title and a description for who does not see it.</summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _text = new();
    private readonly int _width;
    private readonly int _height;
    private readonly string _id;
    private readonly string _title;
    private readonly string _description;

    /// <param name="id">Distinct on its page.</param>
    /// <param name="width">Width in its own units.</param>
    /// <param name="height">Height likewise.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What there is to see, in a sentence.</param>
    public SvgDrawing(string id, int width, int height, string title, string description) => (_id, _width, _height, _title, _description) = (id, width, height, title, description);

    /// <summary>A number in a drawing.</summary>
    public static string Number(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public SvgDrawing Line(double x1, double y1, double x2, double y2, string style)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>\n");
        return this;
    }

    /// <summary>A rectangle; with <paramref name="says"/>, it says so to who points at it.</summary>
    public SvgDrawing Box(double x, double y, double width, double height, string style, string? says = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"");
        _text.Append(says is null ? "/>\n" : $"><title>{Markup.Escape(says)}</title></rect>\n");
        return this;
    }

    public SvgDrawing Text(double x, double y, string text, string style = "t", string anchor = "start")
    {
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}>{Markup.Escape(text)}</text>\n");
        return this;
    }

    public SvgDrawing Dot(double x, double y, string style)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"2.5\"/>\n");
        return this;
    }

    /// <summary>A line through points; nothing for none.</summary>
    public SvgDrawing Path(IEnumerable<(double X, double Y)> points, string style)
    {
        var path = string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
        if (path.Length > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{style}\" points=\"{path}\"/>\n");
        }

        return this;
    }

    /// <summary>The markup.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg class=\"chart\" role=\"img\" aria-labelledby=\"{_id}-t {_id}-d\" viewBox=\"0 0 {_width} {_height}\" xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"{_id}-t\">{Markup.Escape(_title)}</title>\n<desc id=\"{_id}-d\">{Markup.Escape(_description)}</desc>\n{_text}</svg>");
}
