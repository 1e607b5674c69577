using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether a run of load can show the throughput that is promised.</summary>
/// <param name="document">The agreement.</param>
internal sealed class LoadCheck(DocumentScope document)
{
    /// <summary>Checks what is under <c>throughput</c> against the load that it names.</summary>
    public void Run(YamlMapping written, NodePath path, LoadProbe load)
    {
        if (written.Entry("whenIdle") is { } idle)
        {
            document.Error(idle.KeyAt, path.Key("whenIdle"), "leave it out: a run of load is never idle");
        }

        var offered = load.Arrivals switch { LoadArrivals.Constant c => c.Rate, LoadArrivals.Poisson p => p.Rate, _ => (Rate?)null };
        if ((written.Text("measure") ?? "requests") != "requests" || offered is not { } rate || written.Rate("atLeast") is not { } atLeast)
        {
            return;
        }

        if (rate.PerHour < atLeast.PerHour)
        {
            document.Error(written.PlaceOf("atLeast"), path.Key("atLeast"), $"{load.Name} offers only {Rates.Format(rate)}, so that no run can ever reach it; raise its rate");
        }
        else if (rate.PerHour < atLeast.PerHour * 1.1m)
        {
            // A run ends with its last answer, a little after its last arrival, and random arrivals are fewer now and then.
            document.Warn(written.PlaceOf("atLeast"), path.Key("atLeast"), $"{load.Name} offers hardly more, {Rates.Format(rate)}, so that a good server may miss it; make its rate at least a tenth higher");
        }
    }
}
