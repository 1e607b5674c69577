using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;
using SlaAgent.Scheduling;

namespace SlaAgent.Tests.Evaluations;

/// <summary>A server, a data set of so many examples and an evaluation of the one by the other.</summary>
internal sealed class EvaluationBench : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slaagent-evaluation");

    private EvaluationBench(ExampleServer server, int examples)
    {
        Server = server;
        DataSet = Path.Combine(_folder.FullName, "golden.csv");
        WriteData(examples);
        State = Path.Combine(_folder.FullName, "state");
        Around = new RunSurroundings(new AgentClock(TimeProvider.System), (_, _) => null, _ => null)
        {
            Folder = new EvaluationFolder(State, NullLogger.Instance),
            IsDurable = result => Task.FromResult(Durable.Contains(result.ScheduledAt)),
        };
        Probe = new EvaluationProbe
        {
            Name = "golden",
            Schedule = new RunSchedule.Every(TimeSpan.FromHours(1)),
            Timeout = TimeSpan.FromSeconds(10),
            DataSet = new DataSet(DataSet, 0, []),
            Request = new() { Bodies = ["""{"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":["{{n}}"]}]}"""] },
            Prediction = "$.outputs[0].data[0]",
            Label = "label",
            Task = EvaluationTask.Classification,
            Concurrency = 2,
        };
    }

    public ExampleServer Server { get; }

    public string DataSet { get; }

    public string State { get; }

    public RunSurroundings Around { get; set; }

    public EvaluationProbe Probe { get; set; }

    /// <summary>Runs whose results are in the ledger.</summary>
    public List<Instant> Durable { get; } = [];

    public string Journal => Around.Folder!.JournalOf("s", "golden");

    public static async Task<EvaluationBench> StartAsync(int examples) => new(await ExampleServer.StartAsync(), examples);

    public void WriteData(int examples) =>
        File.WriteAllLines(DataSet, ["n,label", .. Enumerable.Range(0, examples).Select(n => FormattableString.Invariant($"{n},{n % 3}"))]);

    /// <summary>The evaluation's runs in a process that begins now.</summary>
    public IRunPlan NewProcess(params Indicator.Accuracy[] objectives) => new EvaluationRuns(new EvaluationPlan(Service(), Probe, objectives), Around);

    public async Task<EvaluationResult> RunAsync(IRunPlan? plan = null)
    {
        plan ??= NewProcess();
        var result = (EvaluationResult)await plan.RunAsync(Around.Clock.Now, TestContext.Current.CancellationToken);
        await SettleAsync(plan, result);
        return result;
    }

    /// <summary>The result has reached the ledger.</summary>
    public async Task SettleAsync(IRunPlan plan, EvaluationResult result)
    {
        Durable.Add(result.ScheduledAt);
        await plan.PublishedAsync(result, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ModelService Service() => new() { Name = "s", Server = "kserve-v2", Url = Server.Url, Model = "m", Probes = [], Evaluations = [Probe] };
}
