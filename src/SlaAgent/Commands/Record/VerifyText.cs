using System.Globalization;
using System.Text;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Commands.Record;

/// <summary>The findings for people.</summary>
internal static class VerifyText
{
    public static string Write(VerifyReport report)
    {
        var text = new StringBuilder();
        Line(text, Plain($"{report.Record}: {(report.Sound ? "sound" : "NOT sound")}"));
        Line(text, report.Entries == 0 ? "entries  none yet" : Plain($"entries  {report.Entries}, from {report.First} to {report.Last}"));
        Line(text, Plain($"head     {report.Head}"));
        Line(text, Plain($"signed   {(report.Signed == 0 ? "none" : report.Signed == report.Entries ? "all" : report.Signed.ToString(CultureInfo.InvariantCulture))}"));
        if (report.Asked is { } asked)
        {
            Line(text, report.AskedIs is { } number ? Plain($"asked    {asked} is entry {number}") : $"asked    {asked} is NOT in this record: it is another one, or was written anew");
        }

        foreach (var gone in report.Breaks)
        {
            Line(text, Plain($"not kept {gone.Missing} before entry {gone.FirstKept}, as entry {gone.SaidBy} of {Time(gone.At)} says: {gone.Because}"));
        }

        foreach (var fault in report.Faults)
        {
            Line(text, Plain($"WRONG    {Which(fault)}: {fault.Problem}"));
        }

        if (report.FaultCount > report.Faults.Count)
        {
            Line(text, Plain($"WRONG    and {report.FaultCount - report.Faults.Count} more"));
        }

        return text.ToString().TrimEnd();
    }

    private static string Which(ChainFault fault) => fault.Number == 0 ? "the keys" : string.Create(
        CultureInfo.InvariantCulture, $"entry {fault.Number}{(fault.Kind is { } kind && HashChain.IsKind(kind) ? $" ({kind}{(fault.At is { } at ? ", " + Time(at) : "")})" : "")}");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Plain(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
