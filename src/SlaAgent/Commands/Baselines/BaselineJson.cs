using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary>The finding for machines: ratios 0 to 1, seconds, rates a second, times in UTC, null for what is not known.</summary>
internal static class BaselineJson
{
    /// <summary>All of it.</summary>
    public static string Write(BaselineFinding finding)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("service", finding.Service);
            json.WriteString("source", finding.Source);
            json.WriteNumber("windowSeconds", finding.Window.TotalSeconds);
            json.WriteStartArray("objectives");
            foreach (var result in finding.Results)
            {
                Write(json, result);
            }

            json.WriteEndArray();
            json.WriteString("documents", AgreementText.Write(finding));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, BaselineResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Objective.Name);
        json.WriteString("sla", result.Agreement);
        json.WriteString("from", result.From);
        json.WriteString("to", result.To);
        json.WriteNumber("wholeWeeks", result.Evidence.Weeks);
        json.WriteNumber("chanceOfWorseWeek", result.Evidence.ChanceOfWorse);
        json.WriteStartArray("weeks");
        foreach (var (week, achieved) in result.Weeks.Zip(result.Achieved))
        {
            json.WriteStartObject();
            json.WriteString("from", week.From);
            json.WriteNumber("good", week.Good);
            json.WriteNumber("bad", week.Bad);
            json.WriteNumber("coverage", week.Coverage);
            Number(json, "achieved", achieved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteProfile(json, result);
        Write(json, "internal", result.Internal);
        Write(json, "external", result.External);
        json.WriteStartArray("unsaid");
        foreach (var sentence in result.Unsaid)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, BaselineResult result)
    {
        if (result.Profile is not { } profile)
        {
            json.WriteNull("season");
            return;
        }

        json.WriteStartObject("season");
        json.WriteString("unit", result.ProfileOf);
        Number(json, "dailyStrength", profile.DailyStrength);
        Number(json, "weeklyStrength", profile.WeeklyStrength);
        json.WriteStartArray("hoursOfWeek");
        foreach (var usual in profile.Usual)
        {
            Value(json, usual);
        }

        json.WriteEndArray();
        json.WriteStartArray("unusualDays");
        foreach (var day in profile.Anomalies)
        {
            json.WriteStartObject();
            json.WriteString("date", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("hours", day.Hours);
            Number(json, "deviation", day.Deviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ProposedTarget? target)
    {
        if (target is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("target", target.Objective.Target);
        Number(json, "thresholdSeconds", (target.Objective.Indicator as Indicator.Latency)?.Threshold.TotalSeconds);
        Number(json, "atLeastPerSecond", (target.Objective.Indicator as Indicator.Throughput)?.AtLeast.PerSecond);
        Number(json, "roundedFrom", target.Measured);
        json.WriteString("reason", target.Reason);
        json.WriteStartArray("breaches");
        foreach (var breach in target.Replay.Breaches)
        {
            json.WriteStartObject();
            json.WriteString("from", breach.From);
            json.WriteString("to", breach.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("judgedHours", target.Replay.JudgedHours);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        json.WritePropertyName(name);
        Value(json, number);
    }

    private static void Value(Utf8JsonWriter json, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
