using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.DemoServer.Faults;
using SlaAgent.Hosting;

namespace SlaAgent.Commands.Demo;

/// <summary>Tells the demo's story on a terminal, a line at a time; colour only where it is one.</summary>
internal sealed class DemoScreen(TextWriter output, AgentState state, TimeProvider time)
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Bold = "\u001b[1m";
    private const string Plain = "\u001b[0m";

    private readonly long _started = time.GetTimestamp();
    private readonly Lock _oneAtATime = new();
    private readonly bool _colour = !Console.IsOutputRedirected;
    private int _firing;
    private int _resolved;

    public void Introduce(string yaml, Uri model, Uri grpc, Uri agent)
    {
        Write("", "This is what the agent was told:");
        foreach (var line in yaml.Split('\n'))
        {
            Write("", "    " + line.TrimEnd());
        }

        Write("", "");
        Write("", $"Model server: {model.GetLeftPart(UriPartial.Authority)} (classifiers trained on iris.csv and on one half of breast_cancer.csv, and a small text generator)");
        Write("", $"              {grpc.GetLeftPart(UriPartial.Authority)} (the classifier over gRPC)");
        Write("", $"Agent:        {agent.GetLeftPart(UriPartial.Authority)} (/metrics, /api/v1/slas, /api/v1/incidents)");
        Write("", "The demo judges over 15 seconds, so that you can see a breach heal; real windows are 5 minutes to 90 days.");
        Write("", "");
    }

    public void ShowStep(FaultStep step) => Write(Bold, $"{Elapsed()} ── the model server is now {step.Description}");

    public void ShowAlert(DemoAlert alert)
    {
        if (alert.Firing)
        {
            Interlocked.Increment(ref _firing);
            Write(Red, $"{Elapsed()} ▲ FIRING   {alert.Name} {alert.Subject} [{alert.Severity}] since {Clock(alert.StartsAt)}");
            Write(Red, $"         {alert.Summary} {alert.Description}");
        }
        else
        {
            Interlocked.Increment(ref _resolved);
            Write(Green, $"{Elapsed()} ▼ RESOLVED {alert.Name} {alert.Subject}: {Clock(alert.StartsAt)} to {Clock(alert.EndsAt)}");
        }
    }

    /// <summary>Shows the state of things every <paramref name="interval"/>.</summary>
    public async Task TickAsync(TimeSpan interval, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                ShowNow();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The story is over.
        }
    }

    public void Conclude()
    {
        Write("", "");
        foreach (var (_, agreement) in state.Current?.Agreements ?? [])
        {
            foreach (var objective in agreement.Objectives)
            {
                Write(Colour(objective.Status), $"{agreement.Name}/{objective.Name}: {objective.Status.Name()}{(objective.Reason.Length > 0 ? $" ({objective.Reason})" : "")}");
            }
        }

        Write("", $"{_firing} alerts fired, {_resolved} of them resolved. Next: write your own sla.yaml ('slaagent check' helps) and 'slaagent run'.");
    }

    private static string Colour(ObjectiveStatusKind status) => status switch
    {
        ObjectiveStatusKind.Ok => Green,
        ObjectiveStatusKind.Breached => Red,
        _ => Yellow,
    };

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // Evaluations alone say nothing of whether a service is up.
    private static string State(ServiceStatus service) => service.Probes.Count == 0 ? "" : $" is {service.State?.Name() ?? "not known yet"}: {Describe(service)}";

    private static string Describe(ServiceStatus service) => string.Join("  ", service.Probes.Select(p => p.LastOutcome is { } outcome
        ? string.Create(CultureInfo.InvariantCulture, $"{p.Name} {outcome.Name()} {p.LastDuration?.TotalMilliseconds:0} ms")
        : p.Name + " -"));

    private static string Describe(ObjectiveStatus objective)
    {
        var budget = objective.ErrorBudgetRemaining is { } left ? (100 * left).ToString("0", CultureInfo.InvariantCulture) + "%" : "-";
        var percentile = objective.Percentile is { } q
            ? string.Create(CultureInfo.InvariantCulture, $" p{100 * q:0.#} {(objective.PercentileSeconds is { } p ? (1000 * p).ToString("0", CultureInfo.InvariantCulture) + " ms" : "-")}")
            : "";
        if (objective.Accuracy is { } accuracy)
        {
            var interval = accuracy is { Lower: { } lower, Upper: { } upper } ? string.Create(CultureInfo.InvariantCulture, $" ({lower:0.000} to {upper:0.000})") : "";
            return string.Create(CultureInfo.InvariantCulture, $"{objective.Name} {objective.Status.Name()} {accuracy.Score:0.000}{interval} of {accuracy.Scored}");
        }

        return $"{objective.Name} {objective.Status.Name()}{percentile} {objective.WholeGood}/{objective.WholeEvents} budget {budget}";
    }

    private void ShowNow()
    {
        if (state.Current is not { } view)
        {
            return;
        }

        foreach (var service in view.Snapshot.Services)
        {
            var agreements = view.Snapshot.Agreements.Where(a => a.Service == service.Name).SelectMany(a => a.Objectives).ToList();
            var worst = agreements.Find(o => o.Status == ObjectiveStatusKind.Breached) ?? agreements.Find(o => o.Status != ObjectiveStatusKind.Ok) ?? agreements.FirstOrDefault();
            Write(
                worst is null ? "" : Colour(worst.Status),
                $"{Elapsed()} {service.Name}{State(service)} │ {string.Join(" │ ", agreements.Select(Describe))}");
        }
    }

    private string Elapsed() => time.GetElapsedTime(_started).ToString("mm\\:ss", CultureInfo.InvariantCulture);

    private void Write(string colour, string line)
    {
        lock (_oneAtATime)
        {
            output.WriteLine(_colour && colour.Length > 0 ? colour + line + Plain : line);
        }
    }
}
