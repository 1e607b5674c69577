using System.Diagnostics;

namespace SlaAgent.Tests.Ledger;

/// <summary>A folder on a real file system of one megabyte, which can be filled. It takes the right to mount (root).</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    public SmallDisk(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        Assert.True(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path), "a file system could not be mounted: run the tests as root");
    }

    private string Filler => Path.Combine(_path, "filler");

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

    public void Dispose() => Assert.True(Run("umount", _path));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
