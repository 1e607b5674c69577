using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>What an evaluation asks and how it is scored, as one short text: runs with another are not of one series.</summary>
public static class EvaluationQuestion
{
    /// <summary>Sixteen hexadecimal digits. Neither how fast and when it is asked is in them, nor what the data set holds.</summary>
    /// <param name="service">The service.</param>
    /// <param name="probe">Its evaluation.</param>
    public static string Hash(ModelService service, EvaluationProbe probe)
    {
        var hash = new StableHash();
        hash.Add(service.Model);
        hash.Add(SeriesKey.OfQuestion(new EventSource.Evaluated(probe)));
        return hash.ToString();
    }
}
