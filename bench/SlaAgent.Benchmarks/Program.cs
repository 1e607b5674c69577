using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SlaAgent.Benchmarks;

switch (args)
{
    case ["--serve", var port]:
        ModelServer.Run(int.Parse(port, CultureInfo.InvariantCulture));
        return;
    case ["--quick"]:
        await QuickTable.PrintAsync(Console.Out);
        return;
    case ["--replay", var trace, .. var rest]:
        await TraceReplay.PrintAsync(trace, rest is [var speed] ? double.Parse(speed, CultureInfo.InvariantCulture) : 60, Console.Out);
        return;
    case ["--months", .. var rest]:
        MonthsReplay.Print(rest is [var objectives] ? int.Parse(objectives, CultureInfo.InvariantCulture) : 2, Console.Out);
        return;
    case ["--serve-streams"]:
        await StreamsInFlight.ServeAsync();
        return;
    case ["--streams"]:
        await StreamsInFlight.PrintAsync(Console.Out);
        return;
    case ["--report"]:
        await ReportTiming.PrintAsync(Console.Out);
        return;
    default:
        // In this process: the generated projects of the usual toolchain know nothing of central package versions and locked restores.
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)).AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromAssembly(typeof(ModelServer).Assembly).Run(args, config);
        return;
}
