using Microsoft.Extensions.Time.Testing;

namespace SlaAgent.DemoServer.Tests;

/// <summary>Moves a fake clock on while something real, that waits for it, has not happened yet.</summary>
internal static class AdvancingTime
{
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await task;
    }
}
