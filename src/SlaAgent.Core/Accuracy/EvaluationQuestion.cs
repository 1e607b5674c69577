using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>What an evaluation asks and how it is scored, as one short text: runs with another are not of one series.</summary>
public static class EvaluationQuestion
{
    /// <summary>
    /// Sixteen hexadecimal digits of everything that changes what a run means: the model's name, the request, how a prediction is found in its answer and held
    /// against the truth, and which examples are drawn. Not how fast and when it is asked, nor what the data set holds.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="probe">Its evaluation.</param>
    public static string Hash(ModelService service, EvaluationProbe probe)
    {
        var hash = new StableHash();
        hash.Add(service.Model);
        AddRequest(ref hash, probe.Request);
        hash.Add(probe.Prediction);
        hash.Add(probe.Score);
        hash.Add(probe.Normalise.Count);
        foreach (var step in probe.Normalise.AsSpan())
        {
            hash.Add(step.ToString());
        }

        hash.Add(probe.Label);
        hash.Add((long)probe.Task);
        hash.Add(probe.Positive);
        hash.Add(probe.Pattern);
        hash.Add(BitConverter.DoubleToInt64Bits(probe.Tolerance));
        hash.Add(probe.Sample ?? -1L);
        hash.Add(probe.Seed);
        hash.Add(probe.DataSet.Skip);
        foreach (var column in probe.DataSet.Columns.AsSpan())
        {
            hash.Add(column.ToString());
        }

        return hash.ToString();
    }

    private static void AddRequest(ref StableHash hash, ProbeRequest.Inference request)
    {
        hash.Add(request.Prompt);
        hash.Add(request.MaxTokens ?? -1L);
        hash.Add(request.Bodies.Count);
        foreach (var body in request.Bodies.AsSpan())
        {
            hash.Add(body);
        }

        hash.Add(request.Path);
        hash.Add(request.Method);
        hash.Add(request.ContentType);
    }
}
