using System.Buffers;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Commands.Detect;

/// <summary>One question at a time, and what was said to it: any answer is one.</summary>
internal sealed class QuestionExchange : ProbeExchange
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private ServerRequest _request = new("GET", "/", null, null, default);

    /// <summary>What was said to the last question; null where nothing was.</summary>
    public ServerReply? Reply { get; private set; }

    /// <summary>What is asked next.</summary>
    public void Set(string method, string path)
    {
        Reply = null;
        _request = method == "GET" ? new(method, path, null, null, default) : new(method, path, "application/json", null, EmptyObject);
    }

    /// <inheritdoc />
    public override ServerRequest NextRequest() => _request;

    /// <inheritdoc />
    public override AnswerReader NewReader() => new Reader(this);

    /// <inheritdoc />
    public override ProbeExchange Twin() => new QuestionExchange();

    private sealed class Reader(QuestionExchange exchange) : AnswerReader
    {
        private readonly ArrayBufferWriter<byte> _body = new();
        private int _status;
        private bool _isRouted;

        public override string? HeaderAsked => ServerReply.RouteHeader;

        public override void OnHead(int status, string? contentType) => _status = status;

        public override void OnHeader(string value) => _isRouted = true;

        public override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at)
        {
            var room = (int)Math.Min(bytes.Length, ServerQuestions.MaxBodyBytes - _body.WrittenCount);
            _body.Write(bytes[..Math.Max(0, room)]);
        }

        public override Answer Complete(Outcome? failure, string? detail, TimeSpan at)
        {
            // A body that was too long or cut off still came with a status.
            exchange.Reply = new(_status, _body.WrittenMemory) { IsRouted = _isRouted };
            return new() { Outcome = failure ?? Outcome.Success, Detail = detail };
        }
    }
}
