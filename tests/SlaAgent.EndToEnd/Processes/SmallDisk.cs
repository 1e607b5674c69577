using System.Diagnostics;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A file system of two megabytes, which can be filled and made read-only. It takes the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    public SmallDisk(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        Assert.True(Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path), "a file system could not be mounted");
    }

    private string Filler => Path.Combine(_path, "filler");

    /// <summary>Whether this user may mount; where not, a test says so and is left out.</summary>
    public static bool IsPossible => Environment.IsPrivilegedProcess && CanMount();

    public void Fill()
    {
        using var filler = File.Create(Filler, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            // Full: what this is for.
        }
    }

    public void Free() => File.Delete(Filler);

    public void AllowWriting(bool allowed) => Assert.True(Run("mount", "-o", allowed ? "remount,rw" : "remount,ro", _path), "remount");

    public void Dispose() => Assert.True(Run("umount", "-l", _path), "umount");

    private static bool CanMount()
    {
        using var folder = new TemporaryFolder();
        return Run("mount", "-t", "tmpfs", "tmpfs", folder.Path) && Run("umount", folder.Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
