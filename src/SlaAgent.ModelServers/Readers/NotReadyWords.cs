using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Whether a refusal says that the model is not ready, rather than that the server failed or the request was wrong.</summary>
internal static class NotReadyWords
{
    /// <summary>Whether <paramref name="message"/> has any of the words, whatever their case.</summary>
    public static bool Say(string message, EquatableArray<string> words)
    {
        foreach (var some in words.AsSpan())
        {
            if (message.Contains(some, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
