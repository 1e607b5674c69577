using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>Tells one sink of one result. Telling it twice does no harm.</summary>
internal interface IResultSender : IDisposable
{
    /// <summary>Where it sends, for the log: without credentials.</summary>
    string Target { get; }

    /// <summary>Tells the sink of <paramref name="report"/>, whatever part of it was told before. Failures are values: it throws only when cancelled.</summary>
    Task<PostAnswer> SendAsync(RunReport report, CancellationToken cancel);
}
