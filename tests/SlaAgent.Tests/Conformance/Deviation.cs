using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Conformance;

/// <summary>Where a server's own way makes it otherwise than by the rule.</summary>
/// <param name="Question">Of what.</param>
/// <param name="Outcome">What comes of it then.</param>
/// <param name="Because">Why, for people.</param>
/// <param name="In">In which situations.</param>
internal sealed record Deviation(Question Question, Outcome Outcome, string Because, params string[] In);
