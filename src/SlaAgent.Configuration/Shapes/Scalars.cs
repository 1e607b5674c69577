using System.Globalization;
using Cronos;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>The kinds of single values there are.</summary>
internal static class Scalars
{
    public static readonly ScalarShape Text = OfText("text", t => t.Length == 0 ? "is empty; write text, or leave the key out" : null, "^[\\s\\S]+$");

    public static readonly ScalarShape AnyText = OfText("text", _ => null, null);

    public static readonly ScalarShape Name = OfText(
        "name", t => Names.IsDnsLabel(t) ? null : "a name has at most 63 of a-z, 0-9 and -, and begins and ends with a letter or digit", Names.DnsLabelPattern);

    public static readonly ScalarShape HeaderName = OfText("header name", t => Names.IsHeaderName(t) ? null : "not a header's name", Names.HeaderPattern);

    public static readonly ScalarShape MetricName = OfText("metric name", Names.MetricProblem, Names.MetricPattern);

    /// <summary>A label's value, or with <c>*</c> at its end its beginning; numbers count as they are written.</summary>
    public static readonly ScalarShape LabelValue = new(
        "text or number",
        s => s.Text == "*" ? "says nothing: leave the label out" : null,
        w =>
        {
            w.WriteStartArray("type");
            w.WriteStringValue("string");
            w.WriteStringValue("number");
            w.WriteStringValue("boolean");
            w.WriteEndArray();
        });

    public static readonly ScalarShape Boolean = new(
        "true or false",
        s => s.Is(ScalarType.Boolean) ? null : $"{Echo.Value(s)} is not true or false",
        w => w.WriteString("type", "boolean"));

    public static readonly ScalarShape PlainValue = new(
        "text or number",
        _ => null,
        w =>
        {
            w.WriteStartArray("type");
            w.WriteStringValue("string");
            w.WriteStringValue("number");
            w.WriteStringValue("boolean");
            w.WriteEndArray();
        });

    public static readonly ScalarShape Size = Formatted(
        "size", s => Sizes.TryParse(s, out var bytes) && bytes > 0, "not a size; write it as 64KiB or 1MiB", Sizes.Pattern);

    public static readonly ScalarShape Rate = Formatted(
        "rate", s => Rates.TryParse(s, out var rate) && rate.PerHour > 0, "not a rate above 0; write it as 20/s or 600/m", Rates.Pattern);

    public static readonly ScalarShape Cron = Formatted(
        "cron", s => CronExpression.TryParse(s, CronFormat.Standard, out _), "not a cron expression of five fields (minute hour day month weekday), as 0 3 * * *", @"^\S+(\s+\S+){4}$");

    public static readonly ScalarShape TimeZone = Formatted(
        "IANA time zone", s => s.Length <= 100 && (s == "UTC" || s.Contains('/')) && ZoneData.Find(s) is not null, "not a time zone; write an IANA name, as Europe/Berlin or UTC", "^(UTC|[A-Za-z_]+(/[-A-Za-z0-9_+]+)+)$");

    public static readonly ScalarShape Time = Formatted(
        "RFC 3339 time", s => Instants.TryParse(s, out _), "not an RFC 3339 time; write it with its offset, as 2026-12-01T22:00:00Z", Instants.Pattern);

    public static readonly ScalarShape Currency = Formatted(
        "ISO 4217 code", s => s.Length == 3 && s.All(char.IsAsciiLetterUpper), "not the code of a currency; write it in three capital letters, as EUR", "^[A-Z]{3}$");

    public static readonly ScalarShape Regex = OfText("regular expression", Patterns.Problem, null);

    public static readonly ScalarShape JsonPath = Formatted(
        "JSON path", JsonPaths.IsValid, "not a JSON path; use $, .name, ['name'] and [index], as $.outputs[0].data[0]", JsonPaths.Pattern);

    /// <summary>A JSON path that may name several values.</summary>
    public static readonly ScalarShape ManyJsonPath = Formatted(
        "JSON path", JsonPaths.IsValidForMany, "not a JSON path; use $, .name, ['name'], [index] and [*] for any item, as $.data[*].id", JsonPaths.ManyPattern);

    /// <summary>A path with places for the model's name and version.</summary>
    public static readonly ScalarShape PathTemplate = Formatted(
        "path", PathTemplates.IsValid, "not a path; it begins with /, has no white space, and names only {model} and {version}, a part in [ ] being left out without a version", "^/[^\\s#]*$");

    public static readonly ScalarShape HttpPath = Formatted(
        "path", s => s.StartsWith('/') && !s.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && !s.Contains('#'), "not a path; it begins with / and has no white space", "^/[^\\s#]*$");

    public static readonly ScalarShape File = OfFile(FileUse.Plain);

    public static readonly ScalarShape SecretFile = OfFile(FileUse.Secret);

    public static readonly ScalarShape SecretAddressFile = OfFile(FileUse.SecretAddress);

    public static readonly ScalarShape Url = Address(mayHaveQuery: false, "http", "https");

    public static readonly ScalarShape HookUrl = Address(mayHaveQuery: true, "http", "https");

    public static readonly ScalarShape ServerUrl = Address(mayHaveQuery: false, "http", "https", "grpc", "grpcs");

    public static ScalarShape Duration(TimeSpan least, TimeSpan most) => Formatted(
        "duration",
        s => Durations.TryParse(s, out var value) && value >= least && value <= most,
        $"write a duration from {Durations.Format(least)} to {Durations.Format(most)} with its unit, as 300ms, 5s, 1m30s or 30d",
        Durations.Pattern);

    public static ScalarShape OneOf(params string[] values) => new(
        string.Join(" or ", values),
        s => s.Is(ScalarType.Text) && values.Contains(s.Text, StringComparer.Ordinal)
            ? null
            : $"{Echo.Value(s)} is none of the values there are; {NearestName.Hint(s.FromEnvironment ? "" : s.Text, values)}",
        w =>
        {
            w.WriteStartArray("enum");
            Array.ForEach(values, w.WriteStringValue);
            w.WriteEndArray();
        });

    public static ScalarShape Integer(int least, int most) => new(
        "integer",
        s => s.Is(ScalarType.Integer) && int.TryParse(s.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? null
            : $"{Echo.Value(s)} is not a whole number from {least} to {most}, without quotes",
        w =>
        {
            w.WriteString("type", "integer");
            w.WriteNumber("minimum", least);
            w.WriteNumber("maximum", most);
        });

    /// <summary>A number with bounds that it may not reach where they are marked open.</summary>
    public static ScalarShape Number(double least, double most, bool open = false) => new(
        "number",
        s => (s.Is(ScalarType.Integer) || s.Is(ScalarType.Float)) && Numbers.TryDouble(s.Text, out var value) && (open ? value > least && value < most : value >= least && value <= most)
            ? null
            : $"{Echo.Value(s)} is not a number {(open ? $"above {least} and below {most}" : $"from {least} to {most}")}, without quotes",
        w =>
        {
            w.WriteString("type", "number");
            w.WriteNumber(open ? "exclusiveMinimum" : "minimum", least);
            w.WriteNumber(open ? "exclusiveMaximum" : "maximum", most);
        });

    /// <summary>A ratio from 0 (or above it) to 1 (or below it).</summary>
    public static ScalarShape Ratio(bool above0 = false, bool below1 = false) => new(
        "ratio",
        s => Ratios.TryParse(s.Text, out var value) && (above0 ? value > 0 : value >= 0) && (below1 ? value < 1 : value <= 1)
            ? null
            : $"{Echo.Value(s)} is not a ratio {(above0 ? "above" : "from")} 0% {(below1 ? "and below" : "to")} 100%; write it as 99.9% or 0.999",
        w => SchemaParts.NumberOrPattern(w, above0, below1, Ratios.Pattern));

    private static ScalarShape OfText(string typeName, Func<string, string?> problem, string? pattern) => new(
        typeName,
        s => s.Is(ScalarType.Text) ? problem(s.Text) : $"this is {s.Description}; write {typeName}, in quotes if it looks like a number or true",
        w => SchemaParts.Text(w, pattern))
    {
        IsText = pattern is null || typeName == "text",
    };

    private static ScalarShape Formatted(string typeName, Func<string, bool> isValid, string otherwise, string? pattern) => new(
        typeName,
        s => s.Is(ScalarType.Text) && isValid(s.Text) ? null : $"{Echo.Value(s)}: {otherwise}",
        w => SchemaParts.Text(w, pattern));

    private static ScalarShape OfFile(FileUse use) => new(
        "path of a file", s => s.Is(ScalarType.Text) && s.Text.Length > 0 ? null : "write the path of a file", w => SchemaParts.Text(w, "^[\\s\\S]+$"))
    {
        IsText = true,
        File = use,
    };

    private static ScalarShape Address(bool mayHaveQuery, params string[] schemes) => new(
        "address",
        s => s.Is(ScalarType.Text) ? Addresses.Problem(s.Text, schemes, mayHaveQuery) : "not an absolute address",
        w => SchemaParts.Text(w, $"^({string.Join('|', schemes)})://[^\\s@/]+(/\\S*)?$"));
}
