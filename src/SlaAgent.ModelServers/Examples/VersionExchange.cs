using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>Asks a server which version of a model it serves, where its answers do not say it.</summary>
public sealed class VersionExchange : ProbeExchange
{
    private readonly VersionRecord _record;
    private readonly ModelService _service;
    private readonly ServerRequest _request;
    private readonly ExpectationCheck _expectation = new(new Expectation());

    internal VersionExchange(VersionRecord record, ModelService service, string path)
    {
        (_record, _service) = (record, service);
        _request = new ServerRequest("GET", path, null, "application/json", default);
    }

    /// <summary>The version that the last answer said; null where it said none.</summary>
    public string? Version { get; private set; }

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        Version = null;
        return _request;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => new VersionReader(_record, _service, _expectation, version => Version = version);

    /// <inheritdoc />
    public override VersionExchange Twin() => new(_record, _service, _request.PathAndQuery);
}
