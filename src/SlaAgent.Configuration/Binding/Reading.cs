using System.Globalization;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Reads values of checked mappings. What is missing or wrong is null: the check has said so already.</summary>
internal static class Reading
{
    public static string? Text(this YamlMapping? map, string key) => map?.Scalar(key) is { } scalar && scalar.Is(ScalarType.Text) ? scalar.Text : null;

    public static bool Flag(this YamlMapping? map, string key) => map?.Scalar(key) is { Text: ['t' or 'T', ..] } scalar && scalar.Is(ScalarType.Boolean);

    public static TimeSpan? Duration(this YamlMapping? map, string key) =>
        map.Text(key) is { } text && Durations.TryParse(text, out var value) ? value : null;

    public static long? Size(this YamlMapping? map, string key) =>
        map.Text(key) is { } text && Sizes.TryParse(text, out var value) ? value : null;

    public static decimal? Ratio(this YamlMapping? map, string key) =>
        map?.Scalar(key) is { } scalar && Ratios.TryParse(scalar.Text, out var value) && value is >= 0 and <= 1 ? value : null;

    public static Rate? Rate(this YamlMapping? map, string key) =>
        map.Text(key) is { } text && Rates.TryParse(text, out var value) ? value : null;

    public static decimal? Decimal(this YamlMapping? map, string key) =>
        map?.Scalar(key) is { } scalar && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static double? Number(this YamlMapping? map, string key) => map?.Scalar(key) is { } scalar ? Number(scalar) : null;

    public static double? Number(YamlScalar scalar) =>
        (scalar.Is(ScalarType.Integer) || scalar.Is(ScalarType.Float)) && Numbers.TryDouble(scalar.Text, out var value) ? value : null;

    public static int? Integer(this YamlMapping? map, string key) =>
        map?.Scalar(key) is { } scalar && scalar.Is(ScalarType.Integer) && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    public static Uri? Url(this YamlMapping? map, string key) =>
        map.Text(key) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;

    public static string? File(this YamlMapping? map, string key, string folder) =>
        map.Text(key) is { } written ? ReferencedFiles.Resolve(folder, written) : null;

    public static LabelSet Labels(this YamlMapping? map, string key) => map?.Mapping(key) is { } labels
        ? LabelSet.From(labels.Entries.Where(e => e.Value is YamlScalar).Select(e => KeyValuePair.Create(e.Key, ((YamlScalar)e.Value).Text)))
        : LabelSet.Empty;

    public static IEnumerable<string> Texts(this YamlMapping? map, string key) =>
        map is null ? [] : map.Items(key).OfType<YamlScalar>().Select(s => s.Text);
}
