using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>The way from an answer's text to a prediction, made ready once. Thread-safe.</summary>
internal sealed partial class NormalisationSteps
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonBody.MaxDepth };

    private readonly Func<string, Step>[] _steps;

    /// <summary>Prepares steps that were checked when the configuration was read.</summary>
    /// <exception cref="ArgumentException">A path or a pattern cannot be read.</exception>
    public NormalisationSteps(EquatableArray<AnswerNormalisation> steps) => _steps = [.. steps.Select(Prepare)];

    /// <summary>Takes all steps.</summary>
    /// <param name="text">What the answer said.</param>
    /// <param name="problem">Why there is no prediction, in words that hold nothing of the answer; null where there is one.</param>
    public string? Apply(string text, out string? problem)
    {
        problem = null;
        foreach (var step in _steps)
        {
            var taken = step(text);
            if (taken.Text is not { } next)
            {
                problem = taken.Problem;
                return null;
            }

            text = next;
        }

        return text;
    }

    /// <summary>Reads a path that was checked when the configuration was read.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static JsonPath PathOf(string written) => JsonPath.TryParse(written, out var path, out var position, out var problem)
        ? path
        : throw new ArgumentException($"{written}, character {position + 1}: {problem}", nameof(written));

    private static Func<string, Step> Prepare(AnswerNormalisation step) => step switch
    {
        AnswerNormalisation.Trim => text => new(text.Trim()),
        AnswerNormalisation.LowerCase => text => new(text.ToLowerInvariant()),
        AnswerNormalisation.FirstNumber => FirstNumber,
        AnswerNormalisation.ArgMax => ArgMax,
        AnswerNormalisation.JsonField field => JsonField(field.Path),
        AnswerNormalisation.RegexGroup group => RegexGroup(group),
        _ => throw new ArgumentException($"There is no step {step.GetType().Name}.", nameof(step)),
    };

    private static Step FirstNumber(string text)
    {
        var match = Number().Match(text);
        return match.Success ? new(match.Value.Replace(",", "", StringComparison.Ordinal)) : new(null, "the answer has no number");
    }

    private static Step ArgMax(string text)
    {
        try
        {
            var numbers = JsonSerializer.Deserialize(text, NumbersJson.Default.DoubleArray);
            return numbers is { Length: > 0 } ? new(Array.IndexOf(numbers, numbers.Max()).ToString(CultureInfo.InvariantCulture)) : new(null, "the answer is no list of numbers");
        }
        catch (JsonException)
        {
            return new(null, "the answer is no list of numbers");
        }
    }

    private static Func<string, Step> JsonField(string written)
    {
        var path = PathOf(written);
        return text =>
        {
            try
            {
                using var document = JsonDocument.Parse(WithoutFence(text), Options);
                return path.TryFind(document.RootElement, out var value) && value.ValueKind != JsonValueKind.Null
                    ? new(JsonText.Of(value))
                    : new(null, $"the answer's JSON has no {written}");
            }
            catch (JsonException)
            {
                return new(null, "the answer is no JSON");
            }
        };
    }

    private static Func<string, Step> RegexGroup(AnswerNormalisation.RegexGroup step)
    {
        var regex = new Regex(step.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return text => regex.Match(text).Groups[step.Group] is { Success: true } group
            ? new(group.Value)
            : new(null, "the answer does not match the pattern");
    }

    /// <summary>What stands within the first fence of three back-ticks, whatever language it names; the text itself where there is none.</summary>
    private static ReadOnlyMemory<char> WithoutFence(string text)
    {
        const string Fence = "```";
        var open = text.IndexOf(Fence, StringComparison.Ordinal);
        var line = open < 0 ? -1 : text.IndexOf('\n', open);
        if (line < 0)
        {
            return text.AsMemory().Trim();
        }

        var close = text.IndexOf(Fence, line, StringComparison.Ordinal);
        return text.AsMemory()[(line + 1)..(close < 0 ? text.Length : close)].Trim();
    }

    // Thousands may be parted by commas, as people and models write them.
    [GeneratedRegex(@"[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?|[-+]?\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [JsonSerializable(typeof(double[]))]
    private sealed partial class NumbersJson : JsonSerializerContext;

    private readonly record struct Step(string? Text, string? Problem = null);
}
