using System.Text.Json;
using SlaAgent.Http;

namespace SlaAgent.Commands.Gates;

/// <summary>What <c>slaagent gate</c> asks a running agent.</summary>
/// <param name="Sla">The agreement; null for all.</param>
/// <param name="Service">The service; null for all.</param>
/// <param name="PassesUnknown">Whether it passes where nobody can say.</param>
internal sealed record GateQuestion(string? Sla, string? Service, bool PassesUnknown)
{
    /// <summary>Asks how the gate is.</summary>
    public async Task<AgentAnswer<ApiGate>> AskAsync(AgentConnection agent, CancellationToken cancellation)
    {
        (string Name, string? Value)[] parameters = [("sla", Sla), ("service", Service), ("onUnknown", PassesUnknown ? "pass" : null)];
        var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        return Read(await AgentClient.SendAsync(agent, HttpMethod.Get, "/api/v1/gate" + (query.Length == 0 ? "" : "?" + query), null, cancellation), agent);
    }

    /// <summary>Has one critical deployment pass.</summary>
    public async Task<AgentAnswer<ApiGate>> PassCriticalAsync(AgentConnection agent, string by, string reason, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(new ApiGateRequest(Sla, by, reason, Critical: true, Service: Service), ApiJson.Default.ApiGateRequest);
        return Read(await AgentClient.SendAsync(agent, HttpMethod.Post, "/api/v1/gate", body, cancellation), agent);
    }

    private AgentAnswer<ApiGate> Read(AgentAnswer<string> answer, AgentConnection agent)
    {
        var read = answer.Value is { } body ? Read(body, answer.Status, agent) : new AgentAnswer<ApiGate>(null, answer.Problem, answer.Exit);
        return read is { Value: null, Exit: ExitCode.CouldNot } && PassesUnknown
            ? read with { Value = new ApiGate("unknown", true, read.Problem, []) }
            : read;
    }

    private static AgentAnswer<ApiGate> Read(string body, int status, AgentConnection agent)
    {
        var notAnAgent = new AgentAnswer<ApiGate>(null, $"{agent.Address} answered {status}: is that an agent?", ExitCode.CouldNot);
        try
        {
            if (status is 200 or 409)
            {
                return JsonSerializer.Deserialize(body, ApiJson.Default.ApiGate) is { Gates: not null } gate ? new(gate, "", ExitCode.Fine) : notAnAgent;
            }

            return JsonSerializer.Deserialize(body, ApiJson.Default.Problem) is { Detail: { } detail } ? new(null, detail, status is 400 or 404 ? ExitCode.Wrong : ExitCode.CouldNot) : notAnAgent;
        }
        catch (JsonException)
        {
            return notAnAgent;
        }
    }
}
