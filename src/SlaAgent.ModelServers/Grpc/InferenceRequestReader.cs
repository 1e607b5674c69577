using System.Text.Json;
using Google.Protobuf.Collections;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Reads the REST form's JSON of an inference request into the message of ModelInfer.</summary>
internal static class InferenceRequestReader
{
    /// <summary>The message, without the model's name.</summary>
    /// <param name="json">The REST form's body.</param>
    /// <param name="raw">Whether the inputs' data become raw contents rather than typed ones.</param>
    /// <exception cref="FormatException">It has no gRPC form; the message says why, and where.</exception>
    public static ModelInferRequest Read(string json, bool raw)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the request is no mapping");
        }

        var request = new ModelInferRequest();
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id":
                    request.Id = Text(member.Value, "id");
                    break;
                case "parameters":
                    ReadParameters(member.Value, "parameters", request.Parameters);
                    break;
                case "inputs":
                    ReadInputs(member.Value, raw, request);
                    break;
                case "outputs":
                    ReadOutputs(member.Value, request);
                    break;
                default:
                    throw new FormatException($"{Quote(member.Name)} has no gRPC form; a request has id, parameters, inputs and outputs");
            }
        }

        return request.Inputs.Count > 0 ? request : throw new FormatException("the request has no inputs");
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonBody.MaxDepth });
        }
        catch (JsonException)
        {
            throw new FormatException("the request is not JSON");
        }
    }

    private static void ReadInputs(JsonElement list, bool raw, ModelInferRequest request)
    {
        foreach (var (element, where) in Items(list, "inputs"))
        {
            var (input, contents) = InputTensorReader.Read(element, where, raw);
            request.Inputs.Add(input);
            if (contents is not null)
            {
                request.RawInputContents.Add(contents);
            }
        }
    }

    private static void ReadOutputs(JsonElement list, ModelInferRequest request)
    {
        foreach (var (element, where) in Items(list, "outputs"))
        {
            var output = new ModelInferRequest.Types.InferRequestedOutputTensor();
            foreach (var member in Members(element, where))
            {
                switch (member.Name)
                {
                    case "name":
                        output.Name = Text(member.Value, $"{where}.name");
                        break;
                    case "parameters":
                        ReadParameters(member.Value, $"{where}.parameters", output.Parameters);
                        break;
                    default:
                        throw new FormatException($"{where}: {Quote(member.Name)} has no gRPC form");
                }
            }

            request.Outputs.Add(output);
        }
    }

    /// <summary>The items of a list, each with its place.</summary>
    internal static IEnumerable<(JsonElement Element, string Where)> Items(JsonElement list, string where) =>
        list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select((element, i) => (element, FormattableString.Invariant($"{where}[{i}]")))
            : throw new FormatException($"{where} is no list");

    /// <summary>The members of a mapping.</summary>
    internal static JsonElement.ObjectEnumerator Members(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new FormatException($"{where} is no mapping");

    /// <summary>A text.</summary>
    internal static string Text(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.String ? JsonText.Of(element) : throw new FormatException($"{where} is no text");

    /// <summary>Reads parameters; each value is a flag, a number or a text.</summary>
    internal static void ReadParameters(JsonElement element, string where, MapField<string, InferParameter> parameters)
    {
        foreach (var member in Members(element, where))
        {
            parameters[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => new() { BoolParam = member.Value.GetBoolean() },
                JsonValueKind.String => new() { StringParam = JsonText.Of(member.Value) },
                JsonValueKind.Number when member.Value.TryGetInt64(out var signed) => new() { Int64Param = signed },
                JsonValueKind.Number when member.Value.TryGetUInt64(out var unsigned) => new() { Uint64Param = unsigned },
                JsonValueKind.Number => new() { DoubleParam = member.Value.GetDouble() },
                _ => throw new FormatException($"{where}: {Quote(member.Name)} must be a flag, a number or a text"),
            };
        }
    }

    /// <summary>What a user wrote, fit for a message.</summary>
    internal static string Quote(string text) => $"'{DetailText.Clean(text, 40)}'";
}
