using System.Text.Json;

namespace SlaAgent.DemoServer.Faults;

/// <summary>Reads and writes a <see cref="FaultSet"/> as a JSON object; a key that is left out means no such fault.</summary>
internal static class FaultSetJson
{
    private static readonly (string Key, Func<FaultSet, double> Get, Func<FaultSet, double, FaultSet> Set)[] Numbers =
    [
        ("extraLatencySeconds", faults => faults.ExtraLatencySeconds, (faults, value) => faults with { ExtraLatencySeconds = value }),
        ("tokenDelaySeconds", faults => faults.TokenDelaySeconds, (faults, value) => faults with { TokenDelaySeconds = value }),
        ("errorShare", faults => faults.ErrorShare, (faults, value) => faults with { ErrorShare = value }),
        ("errorStatus", faults => faults.ErrorStatus, (faults, value) => faults with { ErrorStatus = Whole(value) }),
        ("overload", faults => faults.Overload, (faults, value) => faults with { Overload = Whole(value) }),
        ("modelVersion", faults => faults.ModelVersion, (faults, value) => faults with { ModelVersion = Whole(value) }),
        ("retryAfterSeconds", faults => faults.RetryAfterSeconds, (faults, value) => faults with { RetryAfterSeconds = Whole(value) }),
    ];

    private static readonly (string Key, Func<FaultSet, bool> Get, Func<FaultSet, bool, FaultSet> Set)[] Flags =
    [
        ("hang", faults => faults.Hang, (faults, value) => faults with { Hang = value }),
        ("hangAfterHeaders", faults => faults.HangAfterHeaders, (faults, value) => faults with { HangAfterHeaders = value }),
        ("healthHang", faults => faults.HealthHang, (faults, value) => faults with { HealthHang = value }),
        ("healthFailing", faults => faults.HealthFailing, (faults, value) => faults with { HealthFailing = value }),
        ("loading", faults => faults.Loading, (faults, value) => faults with { Loading = value }),
        ("modelNotReady", faults => faults.ModelNotReady, (faults, value) => faults with { ModelNotReady = value }),
        ("modelUnknown", faults => faults.ModelUnknown, (faults, value) => faults with { ModelUnknown = value }),
        ("sleeping", faults => faults.Sleeping, (faults, value) => faults with { Sleeping = value }),
        ("abortConnections", faults => faults.AbortConnections, (faults, value) => faults with { AbortConnections = value }),
        ("errorUnder200", faults => faults.ErrorUnder200, (faults, value) => faults with { ErrorUnder200 = value }),
        ("bodyTruncated", faults => faults.BodyTruncated, (faults, value) => faults with { BodyTruncated = value }),
        ("streamError", faults => faults.StreamError, (faults, value) => faults with { StreamError = value }),
        ("streamTruncated", faults => faults.StreamTruncated, (faults, value) => faults with { StreamTruncated = value }),
        ("streamStalled", faults => faults.StreamStalled, (faults, value) => faults with { StreamStalled = value }),
        ("emptyCompletion", faults => faults.EmptyCompletion, (faults, value) => faults with { EmptyCompletion = value }),
        ("wrongPrediction", faults => faults.WrongPrediction, (faults, value) => faults with { WrongPrediction = value }),
        ("degradedModel", faults => faults.DegradedModel, (faults, value) => faults with { DegradedModel = value }),
        ("wrongModelName", faults => faults.WrongModelName, (faults, value) => faults with { WrongModelName = value }),
    ];

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
        foreach (var (key, get, _) in Numbers)
        {
            writer.WriteNumber(key, get(faults));
        }

        foreach (var (key, get, _) in Flags)
        {
            writer.WriteBoolean(key, get(faults));
        }

        writer.WriteEndObject();
    }

    private static FaultSet With(FaultSet faults, JsonProperty property)
    {
        if (Array.Find(Numbers, entry => entry.Key == property.Name) is { Set: { } setNumber })
        {
            return setNumber(faults, Number(property));
        }

        return Array.Find(Flags, entry => entry.Key == property.Name) is { Set: { } setFlag }
            ? setFlag(faults, Flag(property))
            : throw new FormatException($"unknown fault '{property.Name}'");
    }

    // Out of every range when it is no whole number.
    private static int Whole(double value) => double.IsInteger(value) && Math.Abs(value) < 10_000_000 ? (int)value : -1;

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
