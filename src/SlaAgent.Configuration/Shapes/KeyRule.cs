namespace SlaAgent.Configuration.Shapes;

/// <summary>How many of some keys may be written together.</summary>
/// <param name="Least">0 or 1.</param>
/// <param name="Keys">The keys, of which at most one may be written.</param>
internal sealed record KeyRule(int Least, params string[] Keys)
{
    public static KeyRule ExactlyOne(params string[] keys) => new(1, keys);

    public static KeyRule AtMostOne(params string[] keys) => new(0, keys);

    public string Names => string.Join(", ", Keys[..^1]) + " and " + Keys[^1];
}
