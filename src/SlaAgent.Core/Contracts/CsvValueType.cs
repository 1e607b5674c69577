namespace SlaAgent.Core.Contracts;

/// <summary>What the fields of a column of a CSV file are.</summary>
public enum CsvValueType
{
    /// <summary>What they look like: a numeral of JSON is that number, <c>true</c> and <c>false</c> are those, nothing at all is null, the rest is text.</summary>
    Auto,

    /// <summary>Text, whatever it looks like.</summary>
    Text,

    /// <summary>A number; anything else is an error.</summary>
    Number,

    /// <summary>JSON of any kind.</summary>
    Json,
}
