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
            // A real moment for the sockets in between; how long it is decides nothing.
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await task;
    }
}
