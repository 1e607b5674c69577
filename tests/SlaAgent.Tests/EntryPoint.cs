using SlaAgent.Tests.Ledger;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SlaAgent.Tests;

/// <summary>Runs the tests, as the entry point that the framework generates does, or is the process that a test kills.</summary>
internal static class EntryPoint
{
    public static Task<int> Main(string[] arguments) =>
        LedgerVictim.Folder is { } folder ? Task.FromResult(LedgerVictim.Write(folder))
        : AdjustmentVictim.Folder is { } adjusted ? Task.FromResult(AdjustmentVictim.Write(adjusted))
        : arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : ConsoleRunner.Run(arguments);
}
