using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>As much of the expressions of Argo Rollouts as our templates use: members of the result, strings, <c>==</c>, <c>!=</c>, <c>&amp;&amp;</c>, <c>||</c> and parentheses.</summary>
internal sealed partial class RolloutCondition(string text)
{
    private readonly Queue<string> _words = new(Words().Matches(text).Select(word => word.Value));
    private JsonNode _result = new JsonObject();

    public bool Holds(JsonNode result)
    {
        _result = result;
        var holds = Either();
        Assert.Empty(_words);
        return holds;
    }

    private bool Either()
    {
        var holds = Both();
        while (Takes("||"))
        {
            holds |= Both();
        }

        return holds;
    }

    private bool Both()
    {
        var holds = One();
        while (Takes("&&"))
        {
            holds &= One();
        }

        return holds;
    }

    private bool One()
    {
        if (Takes("("))
        {
            var holds = Either();
            Assert.True(Takes(")"));
            return holds;
        }

        var left = Value();
        return Takes("==") ? JsonNode.DeepEquals(left, Value())
            : Takes("!=") ? !JsonNode.DeepEquals(left, Value())
            : left!.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                var kind => throw new InvalidOperationException($"A condition is no {kind}."),
            };
    }

    private JsonNode? Value()
    {
        var word = _words.Dequeue();
        if (word[0] == '"')
        {
            return JsonNode.Parse(word);
        }

        var path = word.Split('.');
        Assert.Equal("result", path[0]);
        return path.Skip(1).Aggregate((JsonNode?)_result, (at, name) =>
        {
            Assert.True(at!.AsObject().ContainsKey(name), $"There is no {name} in {at}.");
            return at[name];
        });
    }

    private bool Takes(string word) => _words.TryPeek(out var next) && next == word && _words.TryDequeue(out _);

    [GeneratedRegex("""\|\||&&|==|!=|[()]|"[^"]*"|[\w.]+""")]
    private static partial Regex Words();
}
