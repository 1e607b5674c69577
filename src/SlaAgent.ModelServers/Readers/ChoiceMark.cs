namespace SlaAgent.ModelServers.Readers;

/// <summary>What was seen of one choice while its JSON is read.</summary>
internal struct ChoiceMark
{
    /// <summary>Which answer it belongs to.</summary>
    public int Index { get; set; }

    /// <summary>Whether a place for content or for the end was there at all.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether it has ended.</summary>
    public bool Finished { get; set; }

    /// <summary>Where in the JSON its text stands, without quotes.</summary>
    public Range Text { get; set; }
}
