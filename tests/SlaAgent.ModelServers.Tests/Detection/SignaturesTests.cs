using System.Text;
using CsCheck;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Detection;

public sealed class SignaturesTests
{
    // http is what is left, vertex has no mark of its own, and grpc-health does not speak HTTP.
    private static readonly string[] WithoutMark = ["http", "vertex", "grpc-health"];

    [Fact]
    public void Every_preset_has_a_mark_or_is_known_to_have_none() =>
        Assert.Equal(PresetCatalog.Capabilities.Keys.Order(), Signatures.All.Select(s => s.Server).Concat(WithoutMark).Distinct().Order());

    [Fact]
    public void No_question_can_make_a_server_generate() =>
        Assert.DoesNotContain(
            Signatures.All.SelectMany(s => s.Clues).Select(clue => clue.Path),
            path => path.Contains("generate", StringComparison.Ordinal) || path.Contains("infer", StringComparison.Ordinal) || path.Contains("completions", StringComparison.Ordinal));

    [Fact]
    public async Task A_server_that_answers_everything_is_asked_a_bounded_number_of_questions_each_once()
    {
        var asked = new List<string>();
        var detector = new ServerDetector((method, path, _) =>
        {
            asked.Add($"{method} {path}");
            return Task.FromResult<ServerReply?>(new(418, default));
        });

        Assert.Equal("http", (await detector.DetectAsync(null, TestContext.Current.CancellationToken))!.Server);
        Assert.Equal(asked.Distinct(), asked);
        Assert.InRange(asked.Count, 1, Replies.MostQuestions);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_soon()
    {
        var asked = 0;
        var detector = new ServerDetector((_, _, _) =>
        {
            asked++;
            return Task.FromResult<ServerReply?>(null);
        });

        Assert.Null(await detector.DetectAsync(null, TestContext.Current.CancellationToken));
        Assert.Equal(Replies.Patience, asked);
    }

    [Fact]
    public void Whatever_a_server_says_something_is_found_and_nothing_is_thrown()
    {
        string[] names = ["models", "data", "id", "name", "owned_by", "extensions", "inputs", "shape", "datatype", "status", "model_stats", "error", "info", "title"];
        var text = Gen.OneOf(Gen.Const("triton"), Gen.Const("mlserver"), Gen.Const("vllm"), Gen.Const("\\ud800"), Gen.Const("FP32"), Gen.Const("success"));
        var leaf = Gen.OneOf(text.Select(t => $"\"{t}\""), Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), Gen.Const("null"), Gen.Const("[]"), Gen.Const("{}"));
        var flat = Gen.Select(Gen.Int[0, names.Length - 1].Select(i => names[i]), leaf, (name, value) => $"\"{name}\":{value}").Array[0, 5].Select(members => "{" + string.Join(',', members) + "}");
        var nested = Gen.Select(Gen.Int[0, names.Length - 1].Select(i => names[i]), flat, (name, value) => $$"""{"{{name}}":[{{value}}],"name":"triton","version":"1"}""");
        var body = Gen.OneOf(leaf, flat, nested, Gen.String);
        Gen.Select(body.Array[8], Gen.Int[0, 4].Select(i => new[] { 200, 200, 200, 404, 503 }[i]).Array[8]).Sample((bodies, statuses) =>
        {
            var detector = new ServerDetector((_, path, _) =>
            {
                var which = (int)((uint)string.GetHashCode(path, StringComparison.Ordinal) % 8);
                return Task.FromResult<ServerReply?>(new(statuses[which], Encoding.UTF8.GetBytes(bodies[which])));
            });
            var found = detector.DetectAsync(null, CancellationToken.None).Result!;
            Assert.True(PresetCatalog.Capabilities.ContainsKey(found.Server));
        });
    }
}
