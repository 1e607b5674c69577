namespace SlaAgent.Tests;

/// <summary>Waits for a condition instead of a time.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition, string what, int seconds = 60)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline).TotalSeconds < seconds, "in vain: " + what);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
