namespace SlaAgent.TestSupport;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "SlaAgent.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests were not built inside the source tree");
            }

            return folder;
        }
    }
}
