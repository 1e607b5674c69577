using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Validation;

/// <summary>One assertion, ready to be asked of many bodies.</summary>
internal sealed class JsonAssertionCheck
{
    private const int QuotedLength = 60;

    private readonly JsonAssertion _assertion;
    private readonly JsonPath _path;
    private readonly JsonElement _expected;

    /// <summary>Prepares an assertion whose path and value were checked when the configuration was read.</summary>
    /// <exception cref="ArgumentException">The path, or the JSON it is compared with, cannot be read.</exception>
    public JsonAssertionCheck(JsonAssertion assertion)
    {
        if (!JsonPath.TryParse(assertion.Path, out var path, out var position, out var problem))
        {
            throw new ArgumentException($"{assertion.Path}, character {position + 1}: {problem}", nameof(assertion));
        }

        _assertion = assertion;
        _path = path;
        _expected = assertion.EqualTo is null ? default : Parse(assertion.EqualTo);
    }

    /// <summary>What came instead of what was expected, in words; null where the assertion holds.</summary>
    public string? Failure(JsonElement root)
    {
        if (!_path.TryFind(root, out var value))
        {
            return $"{_path.Text} is missing, expected {Expected()}";
        }

        return Holds(value) ? null : $"{_path.Text} is {Quote(value)}, expected {Expected()}";
    }

    private bool Holds(JsonElement value)
    {
        if (_assertion.EqualTo is not null)
        {
            return JsonElement.DeepEquals(value, _expected);
        }

        if (_assertion.Near is { } near)
        {
            // Written so that NaN, and infinity from a number too large, never pass.
            return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number - near) <= _assertion.Tolerance;
        }

        return _assertion.MinItems is not { } least || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= least);
    }

    private string Expected()
    {
        if (_assertion.EqualTo is { } text)
        {
            return DetailText.Clean(text, QuotedLength);
        }

        return _assertion.Near is { } near
            ? string.Create(CultureInfo.InvariantCulture, $"{near} ± {_assertion.Tolerance}")
            : string.Create(CultureInfo.InvariantCulture, $"an array of at least {_assertion.MinItems} items");
    }

    private string Quote(JsonElement value)
    {
        if (_assertion.MinItems is not null)
        {
            return value.ValueKind == JsonValueKind.Array
                ? string.Create(CultureInfo.InvariantCulture, $"an array of {value.GetArrayLength()}")
                : $"of kind {value.ValueKind.ToString().ToLowerInvariant()}";
        }

        return DetailText.Clean(DetailText.Clean(JsonMarshal.GetRawUtf8Value(value)), QuotedLength);
    }

    private static JsonElement Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonBody.MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The value to compare with is not JSON.", nameof(json), exception);
        }
    }
}
