namespace SlaAgent.Configuration.DataSets;

/// <summary>A format of data sets: a file taken apart into examples.</summary>
internal interface IExampleSource : IDisposable
{
    /// <summary>The next example, or what is wrong with it. Not called again after the last step.</summary>
    ReadStep Next();

    /// <summary>The names of the columns, in the file's order; null where they cannot be found out. Called instead of <see cref="Next"/>, not beside it.</summary>
    IReadOnlyList<string>? Names();
}
