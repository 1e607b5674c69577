using System.Text.Json;

namespace SlaAgent.DemoServer.Faults;

/// <summary>Reads and writes a <see cref="FaultSet"/> as a JSON object; a key that is left out means no such fault.</summary>
internal static class FaultSetJson
{
    /// <summary>The faults in <paramref name="document"/>.</summary>
    /// <exception cref="FormatException">A key is unknown, or a value has the wrong type or range; the message says which.</exception>
    public static FaultSet Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("faults are a JSON object");
        }

        var faults = document.EnumerateObject().Aggregate(FaultSet.None, With);
        return faults.Problem() is { } problem ? throw new FormatException(problem) : faults;
    }

    /// <summary>Writes every aspect.</summary>
    public static void Write(Utf8JsonWriter writer, FaultSet faults)
    {
        writer.WriteStartObject();
        writer.WriteNumber("extraLatencySeconds", faults.ExtraLatencySeconds);
        writer.WriteNumber("errorShare", faults.ErrorShare);
        writer.WriteNumber("errorStatus", faults.ErrorStatus);
        writer.WriteBoolean("hang", faults.Hang);
        writer.WriteBoolean("healthFailing", faults.HealthFailing);
        writer.WriteBoolean("abortConnections", faults.AbortConnections);
        writer.WriteBoolean("streamError", faults.StreamError);
        writer.WriteBoolean("streamTruncated", faults.StreamTruncated);
        writer.WriteBoolean("streamStalled", faults.StreamStalled);
        writer.WriteBoolean("emptyCompletion", faults.EmptyCompletion);
        writer.WriteBoolean("wrongPrediction", faults.WrongPrediction);
        writer.WriteEndObject();
    }

    private static FaultSet With(FaultSet faults, JsonProperty property) => property.Name switch
    {
        "extraLatencySeconds" => faults with { ExtraLatencySeconds = Number(property) },
        "errorShare" => faults with { ErrorShare = Number(property) },
        "errorStatus" => faults with { ErrorStatus = (int)Math.Clamp(Number(property), 0, 1000) },
        "hang" => faults with { Hang = Flag(property) },
        "healthFailing" => faults with { HealthFailing = Flag(property) },
        "abortConnections" => faults with { AbortConnections = Flag(property) },
        "streamError" => faults with { StreamError = Flag(property) },
        "streamTruncated" => faults with { StreamTruncated = Flag(property) },
        "streamStalled" => faults with { StreamStalled = Flag(property) },
        "emptyCompletion" => faults with { EmptyCompletion = Flag(property) },
        "wrongPrediction" => faults with { WrongPrediction = Flag(property) },
        _ => throw new FormatException($"unknown fault '{property.Name}'"),
    };

    private static double Number(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var number)
            ? number
            : throw new FormatException($"{property.Name} must be a number");

    private static bool Flag(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"{property.Name} must be true or false"),
    };
}
