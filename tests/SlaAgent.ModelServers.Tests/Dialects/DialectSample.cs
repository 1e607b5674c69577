using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Dialects;

/// <summary>A streamed answer in each dialect, in the form that the server's own documents show, with what it says.</summary>
/// <param name="Server">The preset.</param>
/// <param name="Path">The user's path; null for the preset's.</param>
/// <param name="ContentType">Content type of the answer.</param>
/// <param name="Events">The events, whole, with their ends.</param>
/// <param name="Text">The text.</param>
/// <param name="FirstContent">Index of the first event with content.</param>
/// <param name="FirstAnswer">Index of the first event with more than reasoning.</param>
/// <param name="Tokens">Tokens of prompt and answer, and whether the latter are estimated.</param>
/// <param name="EndsInBody">Whether nothing but the end of the body marks the end.</param>
internal sealed record DialectSample(
    string Server,
    string? Path,
    string ContentType,
    string[] Events,
    string Text,
    int FirstContent,
    int FirstAnswer,
    (int? Prompt, int? Output, bool Estimated) Tokens,
    bool EndsInBody = false)
{
    private const string Lines = "application/x-ndjson";

    public static readonly DialectSample[] All =
    [
        new(
            "ollama",
            null,
            Lines,
            [
                """{"model":"m","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}""" + "\n",
                """{"model":"m","message":{"role":"assistant","content":"O"},"done":false}""" + "\n",
                """{"model":"m","message":{"role":"assistant","content":"K"},"done":false}""" + "\r\n",
                """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":4883583458,"load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":342546000,"eval_count":9,"eval_duration":4535599000}""" + "\n",
            ],
            "OK",
            0,
            1,
            (26, 9, false)),
        new(
            "ollama",
            "/api/generate",
            Lines,
            [
                """{"model":"m","response":"The","done":false}""" + "\n",
                "\n",
                """{"model":"m","response":" sky","done":false}""" + "\n",
                """{"model":"m","response":"","done":true,"context":[1,2,3],"prompt_eval_count":5,"eval_count":2}""" + "\n",
            ],
            "The sky",
            0,
            0,
            (5, 2, false)),
        new(
            "tgi",
            null,
            "text/event-stream",
            [
                """data:{"index":1,"token":{"id":1,"text":"O","logprob":-0.1,"special":false},"generated_text":null,"details":null}""" + "\n\n",
                """data:{"index":2,"token":{"id":2,"text":"K","logprob":-0.1,"special":false},"generated_text":"OK","details":{"finish_reason":"length","generated_tokens":2,"seed":null,"input_length":3}}""" + "\n\n",
            ],
            "OK",
            0,
            0,
            (3, 2, false)),
        new(
            "triton",
            null,
            "text/event-stream; charset=utf-8",
            [
                """data: {"model_name":"m","model_version":"1","text_output":""}""" + "\n\n",
                """data: {"model_name":"m","model_version":"1","text_output":"O"}""" + "\n\n",
                """data: {"model_name":"m","model_version":"1","text_output":"K"}""" + "\n\n",
            ],
            "OK",
            1,
            1,
            (null, 2, true),
            EndsInBody: true),
        new(
            "llama.cpp",
            null,
            "text/event-stream",
            [
                ": ping\n\n",
                """data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"object":"chat.completion.chunk"}""" + "\n\n",
                """data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"OK"}}]}""" + "\n\n",
                """data: {"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"timings":{"prompt_n":7,"prompt_ms":1.5,"predicted_n":3,"predicted_ms":30.1,"cache_n":0}}""" + "\n\n",
                "data: [DONE]\n\n",
            ],
            "OK",
            2,
            2,
            (7, 3, false)),
        new(
            "sglang",
            null,
            "text/event-stream",
            [
                """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":null},"finish_reason":null}],"usage":null}""" + "\n\n",
                """data: {"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Well"},"finish_reason":null}]}""" + "\n\n",
                """data: {"choices":[{"index":0,"delta":{"content":"OK","reasoning_content":null},"finish_reason":null}]}""" + "\n\n",
                """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n",
                """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}""" + "\n\n",
                "data: [DONE]\n\n",
            ],
            "OK",
            1,
            2,
            (9, 12, false)),
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Length)];

    public byte[] Bytes => Encoding.UTF8.GetBytes(string.Concat(Events));

    public AnswerReader Reader(Expectation? expect = null) => Reading.Reader(Server, Reading.Prompt(true, expect) with { Path = Path });

    /// <summary>The events one by one, 10 ms apart, the first at 10 ms.</summary>
    public Answer Read(params IEnumerable<string> events)
    {
        var reader = Reader();
        reader.OnHead(200, ContentType);
        foreach (var (index, one) in events.Index())
        {
            reader.OnBody(Encoding.UTF8.GetBytes(one), Time(index));
        }

        return reader.Complete(null, null, Reading.End);
    }

    public static TimeSpan Time(int index) => TimeSpan.FromMilliseconds(10 * (index + 1));
}
