namespace SlaAgent.Notifications;

/// <summary>An answer to a post.</summary>
/// <param name="Verdict">What it means for the content.</param>
/// <param name="Status">HTTP status; null where none came.</param>
/// <param name="Detail">One line for people, without secrets.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone; null where it did not.</param>
internal sealed record PostAnswer(PostVerdict Verdict, int? Status, string Detail, TimeSpan? RetryAfter = null);
