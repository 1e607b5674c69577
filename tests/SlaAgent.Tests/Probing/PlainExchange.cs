using System.Text;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Tests.Probing;

/// <summary>Sends one fixed request, and takes any complete answer of status 200 for good.</summary>
internal sealed class PlainExchange(string method = "GET", string path = "/v2/health/ready", string? body = null) : ProbeExchange
{
    public Action<int>? OnPiece { get; init; }

    public override ServerRequest NextRequest() =>
        new(method, path, body is null ? null : "application/json", "application/json", body is null ? default : Encoding.UTF8.GetBytes(body));

    public override ProbeExchange Twin() => new PlainExchange(method, path, body) { OnPiece = OnPiece };

    public override AnswerReader NewReader() => new Reader(OnPiece);

    private sealed class Reader(Action<int>? onPiece) : AnswerReader
    {
        private readonly StringBuilder _text = new();
        private int _status;
        private TimeSpan? _first;

        public override void OnHead(int status, string? contentType) => _status = status;

        public override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at)
        {
            _first ??= at;
            if (_text.Length < 1000)
            {
                _text.Append(Encoding.UTF8.GetString(bytes));
            }

            onPiece?.Invoke(bytes.Length);
        }

        public override Answer Complete(Outcome? failure, string? detail, TimeSpan at) => new()
        {
            Outcome = failure ?? (_status == 200 ? Outcome.Success : _status / 100 == 3 ? Outcome.Http3xx : Outcome.Http5xx),
            Detail = detail,
            TimeToFirstToken = _first,
            Text = _text.ToString(),
        };
    }
}
