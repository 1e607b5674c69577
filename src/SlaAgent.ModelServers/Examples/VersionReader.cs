using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>Reads which version of a model a server serves; a server that serves several says all of them.</summary>
internal sealed class VersionReader(VersionRecord record, ModelService service, ExpectationCheck expectation, Action<string> found) : ResponseReader(expectation)
{
    private const int MostOfVersion = 200;

    /// <inheritdoc />
    protected override Answer Judge()
    {
        using var document = JsonBody.Read(Body, out var problem);
        try
        {
            var versions = document is null ? [] : Versions(document.RootElement);
            if (versions.Count == 0)
            {
                return Fault(Outcome.InvalidResponse, problem ?? $"expected a version at {record.Items}");
            }

            found(DetailText.Clean(string.Join(' ', versions), MostOfVersion));
            return new Answer { Outcome = Outcome.Success };
        }
        catch (InvalidOperationException)
        {
            return Fault(Outcome.InvalidResponse, "the JSON has a name that is not Unicode");
        }
    }

    private List<string> Versions(JsonElement root)
    {
        var value = JsonPath.ParseAny(record.Value);
        return
        [
            .. JsonPath.ParseAny(record.Items).FindAll(root).Where(IsMeant).SelectMany(value.FindAll)
                .Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(JsonText.Of).Where(text => text.Length > 0)
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private bool IsMeant(JsonElement item)
    {
        if (record.Where is not { } where)
        {
            return true;
        }

        var wanted = record.EqualTo == "{{model}}" ? service.Model : record.EqualTo;
        return JsonPath.ParseAny(where).FindAll(item).Select(JsonText.Of).Any(text =>
            text == wanted || (record.DefaultTag is { } tag && text == wanted + tag));
    }
}
