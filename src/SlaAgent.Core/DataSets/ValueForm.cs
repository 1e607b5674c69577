namespace SlaAgent.Core.DataSets;

/// <summary>How the value of a column stands in what is sent.</summary>
internal enum ValueForm
{
    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As plain text inside a string of JSON.</summary>
    InsideString,

    /// <summary>As plain text.</summary>
    Text,
}
