using System.Runtime.InteropServices;

namespace SlaAgent.Load;

/// <summary>Sleeps to well under a millisecond: .NET's own timers count whole ones, which at hundreds of arrivals a second would be the generator's lag.</summary>
internal static partial class FineSleep
{
    /// <summary>Sleeps for about <paramref name="span"/>; shorter where a signal comes.</summary>
    public static void For(TimeSpan span)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep(span);
            return;
        }

        var request = new Timespec(span.Ticks / TimeSpan.TicksPerSecond, span.Ticks % TimeSpan.TicksPerSecond * 100);
        _ = NanoSleep(request, nint.Zero);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in Timespec request, nint remaining);

    // time_t and long are as wide as a pointer on the platforms .NET runs on.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec(long seconds, long nanoseconds)
    {
        private readonly nint _seconds = (nint)seconds;
        private readonly nint _nanoseconds = (nint)nanoseconds;
    }
}
