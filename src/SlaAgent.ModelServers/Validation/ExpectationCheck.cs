using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Examples;

namespace SlaAgent.ModelServers.Validation;

/// <summary>An <see cref="Expectation"/>, made ready once and asked of every answer. It holds nothing of an answer; what is captured beside it, does.</summary>
internal sealed class ExpectationCheck
{
    private const int QuotedLength = 60;

    private readonly Expectation _expectation;
    private readonly JsonAssertionCheck[] _json;
    private readonly Regex? _pattern;
    private readonly AnswerCapture? _capture;

    /// <summary>Prepares an expectation that was checked when the configuration was read.</summary>
    /// <param name="expectation">The expectation.</param>
    /// <param name="capture">Takes out of each answer what is wanted of it, which is expected to be there; null for nothing.</param>
    /// <exception cref="ArgumentException">A path, a value or the pattern cannot be read.</exception>
    public ExpectationCheck(Expectation expectation, AnswerCapture? capture = null)
    {
        _capture = capture;
        _expectation = expectation;
        _json = [.. expectation.Json.Select(assertion => new JsonAssertionCheck(assertion))];
        _pattern = expectation.Matches is null
            ? null
            : new Regex(expectation.Matches, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Longest body in bytes.</summary>
    public long MaxBodyBytes => _expectation.MaxBodyBytes;

    /// <summary>Whether anything is asserted about the JSON of the body.</summary>
    public bool ReadsJson => _json.Length > 0 || _capture is { ReadsJson: true };

    /// <summary>Whether anything is asserted about the text.</summary>
    public bool ReadsText => _expectation.Contains is not null || _pattern is not null || _capture is { ReadsText: true };

    /// <summary>Takes the model's version from where answers say it; null where nobody wants it.</summary>
    public AnswerCapture? Version => _capture is { WantsVersion: true } ? _capture : null;

    /// <summary>Fewest output tokens as written; null where it was not.</summary>
    public int? MinOutputTokens => _expectation.MinOutputTokens;

    /// <summary>Whether a status is one that was asked for; 200 where none was listed.</summary>
    public bool Accepts(int status) => _expectation.Statuses.Count == 0 ? status == 200 : _expectation.Statuses.AsSpan().Contains(status);

    /// <summary>The first JSON assertion that does not hold, in words; null where all do.</summary>
    public string? JsonFailure(JsonElement root)
    {
        try
        {
            foreach (var check in _json)
            {
                if (check.Failure(root) is { } failure)
                {
                    return failure;
                }
            }

            return _capture?.TakeJson(root);
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so when it must compare a string with half a surrogate pair or with bytes that are not UTF-8.
            return "the JSON holds a string that is not Unicode";
        }
    }

    /// <summary>What the text lacks, in words; null where it lacks nothing.</summary>
    public string? TextFailure(string text)
    {
        if (_expectation.Contains is { } part && !text.Contains(part, StringComparison.Ordinal))
        {
            return $"expected text that contains {Quote(part)}, got {Quote(text)}";
        }

        return _pattern is null || _pattern.IsMatch(text)
            ? _capture?.TakeText(text)
            : $"expected text that matches {Quote(_expectation.Matches!)}, got {Quote(text)}";
    }

    /// <summary>Whether there are too few tokens, in words; null where there are enough.</summary>
    /// <param name="tokens">Tokens counted; null where the answer has none to count.</param>
    public string? TokenFailure(int? tokens)
    {
        if (MinOutputTokens is not { } least || tokens >= least)
        {
            return null;
        }

        return tokens is null
            ? string.Create(CultureInfo.InvariantCulture, $"expected at least {least} output tokens, got an answer without a count of tokens")
            : string.Create(CultureInfo.InvariantCulture, $"expected at least {least} output tokens, got {tokens}");
    }

    private static string Quote(string text)
    {
        var clean = DetailText.Clean(text, QuotedLength);
        return clean.Length == 0 ? "nothing" : $"\"{clean}\"";
    }
}
