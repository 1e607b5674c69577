using System.Buffers;
using System.Text.Json;
using Google.Protobuf.Collections;
using SlaAgent.ModelServers.Validation;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Writes an answer of ModelInfer as the REST form's JSON, so that one expectation holds for both; data are flat, typed and raw contents alike.</summary>
internal static class InferenceResponseJson
{
    /// <summary>The JSON.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="problem">What of its data could not be read, in words; null where all could.</param>
    public static ReadOnlyMemory<byte> Write(ModelInferResponse response, out string? problem)
    {
        problem = null;
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("model_name", response.ModelName);
        json.WriteString("model_version", response.ModelVersion);
        json.WriteString("id", response.Id);
        WriteParameters(json, response.Parameters);
        json.WriteStartArray("outputs");
        var raw = response.RawOutputContents;
        if (raw.Count > 0 && raw.Count != response.Outputs.Count)
        {
            problem = FormattableString.Invariant($"raw contents for {raw.Count} of {response.Outputs.Count} outputs");
        }

        for (var i = 0; i < response.Outputs.Count; i++)
        {
            var wrong = WriteOutput(json, response.Outputs[i], i < raw.Count ? raw[i] : null);
            problem ??= wrong;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string? WriteOutput(Utf8JsonWriter json, ModelInferResponse.Types.InferOutputTensor output, Google.Protobuf.ByteString? raw)
    {
        string? problem = null;
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("datatype", output.Datatype);
        json.WriteStartArray("shape");
        foreach (var dimension in output.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        WriteParameters(json, output.Parameters);
        json.WriteStartArray("data");
        if (raw is not null)
        {
            problem = RawContents.WriteJson(json, output.Datatype, raw.Span);
        }
        else if (output.Contents is { } contents)
        {
            TypedContents.WriteJson(json, output.Datatype, contents);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return problem is null ? null : $"output {DetailText.Clean(output.Name, 60)}: {problem}";
    }

    private static void WriteParameters(Utf8JsonWriter json, MapField<string, InferParameter> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        json.WriteStartObject("parameters");
        foreach (var (name, parameter) in parameters)
        {
            json.WritePropertyName(name);
            WriteParameter(json, parameter);
        }

        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, InferParameter parameter)
    {
        switch (parameter.ParameterChoiceCase)
        {
            case InferParameter.ParameterChoiceOneofCase.BoolParam:
                json.WriteBooleanValue(parameter.BoolParam);
                break;
            case InferParameter.ParameterChoiceOneofCase.Int64Param:
                json.WriteNumberValue(parameter.Int64Param);
                break;
            case InferParameter.ParameterChoiceOneofCase.Uint64Param:
                json.WriteNumberValue(parameter.Uint64Param);
                break;
            case InferParameter.ParameterChoiceOneofCase.DoubleParam:
                JsonNumber.Write(json, parameter.DoubleParam);
                break;
            case InferParameter.ParameterChoiceOneofCase.StringParam:
                json.WriteStringValue(parameter.StringParam);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
