using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SlaAgent.DemoServer.Http;

/// <summary>The statuses, words and bodies that a dialect's errors have.</summary>
internal sealed class ErrorForm
{
    private static readonly FrozenDictionary<Problem, ErrorCase> Usual = new Dictionary<Problem, ErrorCase>
    {
        [Problem.Invalid] = new(400),
        [Problem.UnsupportedMediaType] = new(415),
        [Problem.Unauthorized] = new(401, "Unauthorized"),
        [Problem.UnknownModel] = new(404, "Model '{0}' not found"),
        [Problem.NotFound] = new(404, "Not Found"),
        [Problem.MethodNotAllowed] = new(405, "Method Not Allowed"),
        [Problem.NotImplemented] = new(501, "Not Implemented"),
        [Problem.ModelNotReady] = new(503, "Model '{0}' is not ready"),
        [Problem.Loading] = new(503, "The server is starting"),
        [Problem.Overloaded] = new(429, "Too many requests"),
        [Problem.Failed] = new(500, "inference failed (a fault was asked for)"),
    }.ToFrozenDictionary();

    private readonly Func<Failure, ReadOnlyMemory<byte>> _body;
    private readonly FrozenDictionary<Problem, ErrorCase> _cases;

    private ErrorForm(string contentType, Func<Failure, ReadOnlyMemory<byte>> body, IReadOnlyDictionary<Problem, ErrorCase>? cases)
    {
        ContentType = contentType;
        _body = body;
        _cases = Usual.Select(usual => KeyValuePair.Create(usual.Key, cases?.GetValueOrDefault(usual.Key) ?? usual.Value)).ToFrozenDictionary();
    }

    /// <summary>Content type of the bodies.</summary>
    public string ContentType { get; }

    /// <summary><c>{"error": message}</c>, as the Open Inference Protocol and many others have it.</summary>
    public static ErrorForm Plain(IReadOnlyDictionary<Problem, ErrorCase>? cases = null, string key = "error") =>
        Json((writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteString(key, failure.Message);
            writer.WriteEndObject();
        }, cases);

    /// <summary>Bodies that are JSON.</summary>
    public static ErrorForm Json(Action<Utf8JsonWriter, Failure> write, IReadOnlyDictionary<Problem, ErrorCase>? cases = null) =>
        new("application/json", failure => JsonAnswer.Bytes(writer => write(writer, failure)), cases);

    /// <summary>Bodies that are the message alone.</summary>
    public static ErrorForm Text(IReadOnlyDictionary<Problem, ErrorCase>? cases = null) =>
        new("text/plain; charset=utf-8", failure => Encoding.UTF8.GetBytes(failure.Message), cases);

    /// <summary>The failure that <paramref name="problem"/> is here.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="model">Name of the model that was asked for.</param>
    /// <param name="message">What is wrong, in the words of who found it; used where the dialect has no words of its own.</param>
    /// <param name="status">A status that was asked for, instead of the dialect's.</param>
    public Failure Of(Problem problem, string? model, string? message = null, int? status = null)
    {
        var found = _cases[problem];
        var words = found.Message is { } own && (message is null || problem != Problem.Invalid)
            ? string.Format(CultureInfo.InvariantCulture, own, model)
            : message ?? problem.ToString();
        return new Failure(problem, status ?? found.Status, words);
    }

    /// <summary>The body that says so.</summary>
    public ReadOnlyMemory<byte> Body(Failure failure) => _body(failure);
}
