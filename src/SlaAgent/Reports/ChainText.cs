using System.Globalization;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>What checking the chain came to, in words.</summary>
internal static class ChainText
{
    public static ChainFinding Of(ChainFindings findings)
    {
        if (findings.IsSound)
        {
            var kept = findings.Breaks.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; entries were given up before it, and the record says so ({findings.Breaks.Count} times)");
            return new(true, string.Create(CultureInfo.InvariantCulture, $"sound: each of {findings.Entries} entries is as it was put on the record{(findings.Signed > 0 ? $", {findings.Signed} of them signed" : "")}{kept}"));
        }

        var first = findings.Faults.Count > 0 ? $"; the first is entry {findings.Faults[0].Number}: {findings.Faults[0].Problem}" : "";
        return new(false, string.Create(CultureInfo.InvariantCulture, $"BROKEN in {findings.FaultCount} {(findings.FaultCount == 1 ? "place" : "places")}{first}. What this report says cannot be relied on; 'slaagent verify' names every place"));
    }
}
