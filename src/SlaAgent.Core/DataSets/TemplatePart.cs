namespace SlaAgent.Core.DataSets;

/// <summary>A piece of a template: bytes as they are, or the place of a value.</summary>
/// <param name="Literal">The bytes; empty for a place.</param>
/// <param name="Column">Place of the column among the template's; −1 for bytes.</param>
/// <param name="Form">How the value stands there.</param>
internal readonly record struct TemplatePart(ReadOnlyMemory<byte> Literal, int Column, ValueForm Form);
