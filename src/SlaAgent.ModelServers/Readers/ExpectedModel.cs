namespace SlaAgent.ModelServers.Readers;

/// <summary>Which model an answer must be of.</summary>
/// <param name="Name">Its name; null for any.</param>
/// <param name="IsNumbered">Whether the server may write its own number behind the name, as Seldon Core 2 does: <c>iris_1</c>.</param>
internal readonly record struct ExpectedModel(string? Name, bool IsNumbered)
{
    /// <summary>Whether <paramref name="answered"/> is the model; an answer that names none is.</summary>
    public bool Is(string answered)
    {
        if (Name is null || answered.Length == 0 || answered == Name)
        {
            return true;
        }

        return IsNumbered && answered.Length > Name.Length + 1 && answered[Name.Length] == '_' && answered.StartsWith(Name, StringComparison.Ordinal)
            && !answered.AsSpan(Name.Length + 1).ContainsAnyExceptInRange('0', '9');
    }
}
